// Names of supervising units in the language of the interface: short for tables and the map, whole for chips.
// English where the pack has it. Any thread.
#pragma once
#include <string>
#include <string_view>

#include "console/desk/frame.hpp"
#include "console/panels/lang.hpp"

namespace anxin {

// 石景山区, 经开区; Shijingshan, BDA: what fits a column. The English short form of a long name is the
// abbreviation that it carries in parentheses.
[[nodiscard]] std::string_view short_name_of(const SupervisingUnit&, Lang);
// Of the unit at this position of the registry.
[[nodiscard]] std::string_view unit_short_name(const Frame&, Lang, std::size_t unit);
[[nodiscard]] std::string_view unit_full_name(const Frame&, Lang, std::size_t unit);

// Unit and township of a project: 朝阳区 金盏.
[[nodiscard]] std::string place_text(const Frame&, Lang, const Registry&, Index project);

}  // namespace anxin
