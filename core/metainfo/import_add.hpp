#pragma once

#include "core/api/command.hpp"
#include "core/metainfo/imported.hpp"

namespace shoal::metainfo {

/// How to add a torrent that another client left, so that it goes on as it was. Looks at its files:
/// it is taken as complete only if each is as long as it should be and no younger than the other
/// client knew it.
[[nodiscard]] api::Add to_add(Imported torrent);

} // namespace shoal::metainfo
