// Names and numbers of the simulated city: plausible, generated from lists, belonging to nobody. A
// 统一社会信用代码 here is well-formed (GB 32100-2015, organisation part GB 11714-1997) and stands in the
// division 110199, which does not exist, so that no real enterprise can hold it.
#pragma once
#include <cstdint>
#include <string>

#include "data/demo/plan.hpp"

namespace anxin::demo {

enum class Business : std::uint8_t { Contractor, Owner, GovernmentOwner, Labour };

[[nodiscard]] std::string enterprise_name(Business business, std::uint32_t index);
[[nodiscard]] std::string enterprise_uscc(Business business, std::uint32_t index);
// `place` is a township's name or a district's short name: 金盏地区 -> 金盏再生水厂一期
[[nodiscard]] std::string project_name(const std::string& place, Sector sector, std::uint32_t number);
[[nodiscard]] std::string place_stem(const std::string& township);
// P-110105-0417, at least `width` digits.
[[nodiscard]] std::string project_id(const std::string& unit, std::uint32_t number, int width);

}  // namespace anxin::demo
