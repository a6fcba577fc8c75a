#include "core/storage/lt_disk_io.hpp"

#include "core/storage/io_pool.hpp"
#include "core/storage/lt_effort.hpp"
#include "core/storage/lt_mount.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <libtorrent/add_torrent_params.hpp>
#include <libtorrent/disk_buffer_holder.hpp>
#include <libtorrent/disk_observer.hpp>
#include <libtorrent/file_storage.hpp>
#include <libtorrent/mmap_disk_io.hpp>
#include <libtorrent/peer_request.hpp>
#include <libtorrent/storage_defs.hpp>

#include <algorithm>
#include <cstring>

namespace shoal::storage {
namespace {

// Enough to keep a disk and two cores busy; ten, libtorrent's default, only fight for locks.
constexpr int io_threads = 4;
constexpr std::size_t max_open_files = 256;

using MoveDone = std::function<void(lt::status_t, std::string const&, lt::storage_error const&)>;
using CheckDone = std::function<void(lt::status_t, lt::storage_error const&)>;
using RenameDone =
    std::function<void(std::string const&, lt::file_index_t, lt::storage_error const&)>;
using ErrorDone = std::function<void(lt::storage_error const&)>;
using PriorityDone = std::function<void(lt::storage_error const&, Priorities)>;
using LtReadDone = std::function<void(lt::disk_buffer_holder, lt::storage_error const&)>;
using LtHashDone =
    std::function<void(lt::piece_index_t, lt::sha1_hash const&, lt::storage_error const&)>;
using LtHash2Done =
    std::function<void(lt::piece_index_t, lt::sha256_hash const&, lt::storage_error const&)>;

class LtDiskIo final : public lt::disk_interface, public lt::buffer_allocator_interface {
public:
    LtDiskIo(lt::io_context& network, lt::settings_interface const& settings,
             lt::counters& counters, std::int64_t cache, std::shared_ptr<BlockDigests> digests,
             std::shared_ptr<DiskTimes> times)
        : network_(network),
          working_(network.get_executor()),
          counters_(counters),
          inner_(lt::mmap_disk_io_constructor(network, settings, counters)),
          cache_(CacheLimits::within(cache), blocks_,
                 [this](Work work) { io_->post(std::move(work)); }),
          io_(std::make_unique<IoPool>(
              io_threads, [this] { boost::asio::post(network_, [this] { take_done(); }); })),
          digests_(std::move(digests)),
          times_(std::move(times)) {
        *digests_ = [this](lt::sha1_hash const& torrent, lt::piece_index_t piece) {
            return digest(torrent, piece);
        };
    }

    ~LtDiskIo() override {
        *digests_ = nullptr;
        io_.reset(); // joins; what is done now nobody waits for
    }

    LtDiskIo(LtDiskIo const&) = delete;
    LtDiskIo& operator=(LtDiskIo const&) = delete;

    void free_disk_buffer(char* buffer) override {
        BlockRef const freed = BlockRef::adopt(reinterpret_cast<std::byte*>(buffer));
    }

    lt::storage_holder new_torrent(lt::storage_params const& params,
                                   std::shared_ptr<void> const& torrent) override {
        auto mount = std::make_shared<Mount>();
        mount->inner = inner_->new_torrent(params, torrent);
        mount->index = mount->inner;
        mount->torrent = params.info_hash;
        mount->names = params.mapped_files ? *params.mapped_files : params.files;
        mount->folder = fs::absolute(params.path).string();
        mount->allocation =
            params.mode == lt::storage_mode_allocate ? Allocation::full : Allocation::sparse;
        mount->shelf = cache_.open(
            {std::make_shared<Layout>(layout_of(params.files, params.priorities)), nullptr});
        mount->open_store(files_);
        auto const slot = static_cast<std::size_t>(static_cast<std::uint32_t>(mount->index));
        if (mounts_.size() <= slot)
            mounts_.resize(slot + 1);
        mounts_[slot] = mount;
        return {mount->index, *this};
    }

    void remove_torrent(lt::storage_index_t index) override {
        auto const mount = std::move(mount_slot(index));
        mount_slot(index).reset();
        if (!mount->fence.raised() && cache_.try_close(*mount->shelf))
            return;
        alone(mount, Keep::nothing, [this, mount] { over(mount); });
        cache_.submit();
    }

    void async_read(lt::storage_index_t index, lt::peer_request const& request, LtReadDone handler,
                    lt::disk_job_flags_t flags) override {
        auto const& mount = mount_slot(index);
        pass(mount, [this, request, handler = std::move(handler), flags](Mount& open) mutable {
            read(open, request, std::move(handler), flags);
        });
    }

    bool async_write(lt::storage_index_t index, lt::peer_request const& request, char const* buffer,
                     std::shared_ptr<lt::disk_observer> observer, ErrorDone handler,
                     lt::disk_job_flags_t flags) override {
        auto const& mount = mount_slot(index);
        if (!mount->fence.raised() && !mount->is_ours(request.piece))
            return inner_->async_write(index, request, buffer, std::move(observer),
                                       std::move(handler), flags);
        BlockRef block = blocks_.take();
        std::memcpy(block.data(), buffer, static_cast<std::size_t>(request.length));
        pass(mount, [this, request, block = std::move(block), handler = std::move(handler),
                     flags](Mount& open) mutable {
            write(open, request, std::move(block), std::move(handler), flags);
        });
        bool const full = mount->fence.raised() || cache_.is_over_high();
        if (full && observer)
            observers_.push_back(observer);
        return full;
    }

    void async_hash(lt::storage_index_t index, lt::piece_index_t piece,
                    lt::span<lt::sha256_hash> v2, lt::disk_job_flags_t flags,
                    LtHashDone handler) override {
        auto const& mount = mount_slot(index);
        // `v2` lies in memory that the handler owns: a copy of the handler would own another.
        auto const only = std::make_shared<LtHashDone>(std::move(handler));
        pass(mount,
             [this, piece, v2, flags, only](Mount& open) { hash(open, piece, v2, flags, only); });
    }

    void async_hash2(lt::storage_index_t index, lt::piece_index_t piece, int offset,
                     lt::disk_job_flags_t flags, LtHash2Done handler) override {
        auto const& mount = mount_slot(index);
        pass(mount, [this, piece, offset, flags, handler = std::move(handler)](Mount& open) {
            if (!open.is_ours(piece))
                return inner_->async_hash2(open.index, piece, offset, flags, handler);
            cache_.hash_block(
                *open.shelf, static_cast<int>(piece), offset / block_size,
                [piece, handler](Sha256Digest const& digest, StoreError const* error) {
                    handler(piece, to_hash<lt::sha256_hash>(digest), to_lt(error));
                });
        });
    }

    void async_clear_piece(lt::storage_index_t index, lt::piece_index_t piece,
                           std::function<void(lt::piece_index_t)> handler) override {
        auto const& mount = mount_slot(index);
        pass(mount, [this, piece, handler = std::move(handler)](Mount& open) {
            if (!open.is_ours(piece))
                return inner_->async_clear_piece(open.index, piece, handler);
            cache_.clear(*open.shelf, static_cast<int>(piece),
                         [piece, handler] { handler(piece); });
        });
    }

    void async_move_storage(lt::storage_index_t index, std::string folder, lt::move_flags_t flags,
                            MoveDone handler) override {
        auto const mount = mount_slot(index);
        alone(mount, Keep::nothing, [this, mount, folder, flags, handler = std::move(handler)] {
            inner_->async_move_storage(mount->index, folder, flags,
                                       [this, mount, handler](lt::status_t status,
                                                              std::string const& now_in,
                                                              lt::storage_error const& error) {
                                           mount->folder = fs::absolute(now_in).string();
                                           mount->open_store(files_);
                                           handler(status, now_in, error);
                                           over(mount);
                                       });
        });
    }

    void async_release_files(lt::storage_index_t index, std::function<void()> handler) override {
        auto const mount = mount_slot(index);
        alone(mount, Keep::blocks, [this, mount, handler = std::move(handler)] {
            inner_->async_release_files(mount->index, then_over(mount, handler));
        });
    }

    void async_check_files(lt::storage_index_t index, lt::add_torrent_params const* resume,
                           lt::aux::vector<std::string, lt::file_index_t> links,
                           CheckDone handler) override {
        auto const mount = mount_slot(index);
        alone(mount, Keep::nothing,
              [this, mount, resume, links = std::move(links), handler = std::move(handler)] {
                  inner_->async_check_files(
                      mount->index, resume, links,
                      [this, mount, handler](lt::status_t status, lt::storage_error const& error) {
                          mount->open_store(files_); // what is gone now is known to be gone
                          handler(status, error);
                          over(mount);
                      });
              });
    }

    void async_stop_torrent(lt::storage_index_t index, std::function<void()> handler) override {
        auto const mount = mount_slot(index);
        alone(mount, Keep::nothing, [this, mount, handler = std::move(handler)] {
            inner_->async_stop_torrent(mount->index, then_over(mount, handler));
        });
    }

    void async_rename_file(lt::storage_index_t index, lt::file_index_t file, std::string name,
                           RenameDone handler) override {
        auto const mount = mount_slot(index);
        alone(mount, Keep::nothing, [this, mount, file, name, handler = std::move(handler)] {
            inner_->async_rename_file(mount->index, file, name,
                                      [this, mount, handler](std::string const& now,
                                                             lt::file_index_t which,
                                                             lt::storage_error const& error) {
                                          if (!error) {
                                              mount->names.rename_file(which, now);
                                              mount->open_store(files_);
                                          }
                                          handler(now, which, error);
                                          over(mount);
                                      });
        });
    }

    void async_delete_files(lt::storage_index_t index, lt::remove_flags_t options,
                            ErrorDone handler) override {
        auto const mount = mount_slot(index);
        alone(mount, Keep::nothing, [this, mount, options, handler = std::move(handler)] {
            inner_->async_delete_files(mount->index, options, then_over(mount, handler));
        });
    }

    void async_set_file_priority(lt::storage_index_t index, Priorities priorities,
                                 PriorityDone handler) override {
        auto const mount = mount_slot(index);
        alone(mount, Keep::nothing, [this, mount, priorities, handler = std::move(handler)] {
            inner_->async_set_file_priority(
                mount->index, priorities,
                [this, mount, handler](lt::storage_error const& error, Priorities now) {
                    mount->shelf->volume.layout =
                        std::make_shared<Layout>(mount->layout().with_wanted(wanted_files(now)));
                    handler(error, std::move(now));
                    over(mount);
                });
        });
    }

    void update_stats_counters(lt::counters& counters) const override {
        inner_->update_stats_counters(counters);
    }

    std::vector<lt::open_file_state> get_status(lt::storage_index_t index) const override {
        return inner_->get_status(index);
    }

    void abort(bool wait) override {
        aborted_ = true;
        abort_waits_ = wait;
        for (auto const& mount : mounts_)
            if (mount && !cache_.try_close(*mount->shelf))
                alone(mount, Keep::nothing, [this, mount] { over(mount); });
        cache_.submit();
        rest();
    }

    void submit_jobs() override {
        inner_->submit_jobs();
        cache_.submit();
    }

    void settings_updated() override { inner_->settings_updated(); }

private:
    MountPtr& mount_slot(lt::storage_index_t index) {
        return mounts_.at(static_cast<std::uint32_t>(index));
    }

    /// Ordinary operations, op(Mount&): at once, or behind the fence.
    template <class Op>
    static void pass(MountPtr const& mount, Op op) {
        if (mount->fence.raised())
            mount->fence.hold([mount, op = std::move(op)]() mutable { op(*mount); });
        else
            op(*mount);
    }

    /// Runs `op` when all earlier operations on the torrent are over and all of it is stored; later
    /// ones wait for `over`.
    void alone(MountPtr const& mount, Keep keep, std::function<void()> op) {
        ++fences_;
        mount->fence.raise([this, mount, keep, op = std::move(op)] {
            cache_.drain(*mount->shelf, keep, [this, mount, op] {
                mount->store->close_files();
                op();
                inner_->submit_jobs();
            });
        });
    }

    /// The answer to an operation that ran alone.
    template <class... Answer>
    std::function<void(Answer...)> then_over(MountPtr const& mount,
                                             std::function<void(Answer...)> const& handler) {
        return [this, mount, handler](Answer... answer) {
            if (handler)
                handler(answer...);
            over(mount);
        };
    }

    void over(MountPtr const& mount) {
        mount->fence.lower();
        --fences_;
        inner_->submit_jobs();
        cache_.submit();
        tell_observers();
        rest();
    }

    void read(Mount& mount, lt::peer_request const& request, LtReadDone handler,
              lt::disk_job_flags_t flags) {
        if (request.length <= 0 || request.length > block_size || request.start < 0 ||
            request.start + request.length > mount.layout().piece_size(int(request.piece)))
            return handler({}, {lt::errors::make_error_code(lt::errors::invalid_request),
                                lt::operation_t::file_read});
        if (!mount.is_ours(request.piece))
            return inner_->async_read(mount.index, request, std::move(handler), flags);
        cache_.read(*mount.shelf, static_cast<int>(request.piece), request.start, request.length,
                    [this, handler = std::move(handler),
                     size = request.length](BlockRef block, StoreError const* error) {
                        if (error)
                            return handler({}, to_lt(error));
                        auto* const bytes = reinterpret_cast<char*>(block.release());
                        handler(lt::disk_buffer_holder{*this, bytes, size}, {});
                    });
    }

    void write(Mount& mount, lt::peer_request const& request, BlockRef block, ErrorDone handler,
               lt::disk_job_flags_t flags) {
        if (!mount.is_ours(request.piece)) {
            // Came while the fence was up; its peer has been told to wait already.
            (void)inner_->async_write(mount.index, request,
                                      reinterpret_cast<char const*>(block.data()), nullptr,
                                      std::move(handler), flags);
            return;
        }
        cache_.write(*mount.shelf, static_cast<int>(request.piece), request.start / block_size,
                     std::move(block), [handler = std::move(handler)](StoreError const* error) {
                         handler(to_lt(error));
                     });
    }

    void hash(Mount& mount, lt::piece_index_t piece, lt::span<lt::sha256_hash> v2,
              lt::disk_job_flags_t flags, std::shared_ptr<LtHashDone> const& handler) {
        if (!mount.is_ours(piece))
            return inner_->async_hash(mount.index, piece, v2, flags, std::move(*handler));
        HashRequest const request{.v1 = bool(flags & lt::disk_interface::v1_hash),
                                  .v2 = !v2.empty(),
                                  .from_disk = bool(flags & lt::disk_interface::sequential_access)};
        cache_.hash(*mount.shelf, static_cast<int>(piece), request,
                    [piece, v2, handler](Sha1Digest const& v1, std::span<Sha256Digest const> blocks,
                                         StoreError const* error) {
                        auto const count = std::min<std::ptrdiff_t>(v2.size(), std::ssize(blocks));
                        for (std::ptrdiff_t i = 0; i < count; ++i)
                            v2[i] = to_hash<lt::sha256_hash>(blocks[static_cast<std::size_t>(i)]);
                        (*handler)(piece, to_hash<lt::sha1_hash>(v1), to_lt(error));
                    });
    }

    std::vector<Sha1Digest> digest(lt::sha1_hash const& torrent, lt::piece_index_t piece) const {
        for (auto const& mount : mounts_)
            if (mount && mount->torrent == torrent && !mount->fence.raised() &&
                mount->is_ours(piece))
                return cache_.digests(*mount->shelf, static_cast<int>(piece));
        return {};
    }

    void take_done() {
        auto works = io_->take_done();
        for (auto const& work : works) {
            count(counters_, work.effort);
            times_->add(work.effort);
        }
        cache_.completed(std::move(works));
        tell_observers();
        rest();
    }

    void tell_observers() {
        if (observers_.empty() || !cache_.is_under_low())
            return;
        for (auto const& weak : std::exchange(observers_, {}))
            if (auto const observer = weak.lock())
                observer->on_disk();
    }

    /// Once aborted and with nothing left to do: lets the network thread end.
    void rest() {
        if (!aborted_ || fences_ > 0 || !cache_.is_idle())
            return;
        inner_->abort(abort_waits_);
        working_.reset();
    }

    lt::io_context& network_;
    boost::asio::executor_work_guard<lt::io_context::executor_type> working_;
    lt::counters& counters_;
    BlockPool blocks_;
    std::shared_ptr<FilePool> const files_ = std::make_shared<FilePool>(max_open_files);
    std::unique_ptr<lt::disk_interface> const inner_;
    std::vector<MountPtr> mounts_; ///< by storage index
    BlockCache cache_;
    std::unique_ptr<IoPool> io_;
    std::vector<std::weak_ptr<lt::disk_observer>> observers_;
    std::shared_ptr<BlockDigests> const digests_;
    std::shared_ptr<DiskTimes> const times_;
    int fences_ = 0;
    bool aborted_ = false;
    bool abort_waits_ = false;
};

} // namespace

DiskIoConstructor disk_io(std::int64_t cache, std::shared_ptr<BlockDigests> const& digests,
                          std::shared_ptr<DiskTimes> const& times) {
    return [cache, digests, times](lt::io_context& network, lt::settings_interface const& settings,
                                   lt::counters& counters) {
        return std::make_unique<LtDiskIo>(network, settings, counters, cache, digests, times);
    };
}

} // namespace shoal::storage
