#include "core/engine/session/view_list.hpp"

#include <doctest/doctest.h>

using namespace shoal;
using engine::ViewList;

namespace {

ViewList::View view(api::TorrentId id, std::string name) {
    return std::make_shared<api::TorrentView>(api::TorrentView{.id = id, .name = std::move(name)});
}

std::string names(ViewList const& list) {
    std::string all;
    for (auto const& view : list.all())
        all += view->name;
    return all;
}

} // namespace

TEST_CASE("view list: the newest view of each torrent, by id") {
    ViewList list;
    list.put(view(5, "e"));
    list.put(view(2, "b"));
    list.put(view(9, "i"));
    CHECK(names(list) == "bei");
    list.put(view(5, "E"));
    CHECK(names(list) == "bEi");
    list.drop(2);
    list.drop(3);
    CHECK(names(list) == "Ei");
}
