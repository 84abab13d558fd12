#include "console/panels/unit_names.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace anxin {
namespace {

constexpr std::size_t kShortBytes =
    15;  // five characters: 石景山区 stays whole, 北京经济技术开发区 is 经开区

const SupervisingUnit* in_pack(const Frame& frame, std::size_t unit) {
  if (frame.pack == nullptr) return nullptr;
  const auto& units = frame.pack->supervising_units;
  const auto it = std::ranges::find(units, frame.world.registry->unit_code[unit], &SupervisingUnit::code);
  return it == units.end() ? nullptr : &*it;
}

}  // namespace

std::string_view short_name_of(const SupervisingUnit& unit, Lang lang) {
  if (lang == Lang::Zh)
    return unit.name.size() <= kShortBytes || unit.short_name.empty() ? unit.name : unit.short_name;
  const std::string_view name = unit.name_en;
  const auto open = name.find('('), close = name.find(')', open);
  if (open == std::string_view::npos || close == std::string_view::npos || close <= open + 1) return name;
  return name.substr(open + 1, close - open - 1);
}

std::string_view unit_short_name(const Frame& frame, Lang lang, std::size_t unit) {
  const SupervisingUnit* known = in_pack(frame, unit);
  return known != nullptr ? short_name_of(*known, lang) : frame.world.registry->unit_name[unit];
}

std::string_view unit_full_name(const Frame& frame, Lang lang, std::size_t unit) {
  const SupervisingUnit* known = lang == Lang::En ? in_pack(frame, unit) : nullptr;
  return known != nullptr ? std::string_view(known->name_en) : frame.world.registry->unit_name[unit];
}

std::string place_text(const Frame& frame, Lang lang, const Registry& r, Index i) {
  std::string place;
  if (r.unit[i] < r.unit_code.size()) place = unit_full_name(frame, lang, r.unit[i]);
  if (!r.township[i].empty()) {
    if (!place.empty()) place += ' ';
    place += r.township[i];
  }
  return place;
}

}  // namespace anxin
