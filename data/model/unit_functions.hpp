// Which functions a unit may fill where: the one rule by which the adviser leaves units out and decide
// refuses them. 属地 and 资金 are filled by units of the responsible supervising unit alone: another's street
// office or fund has no say there. 行业 is filled by units that answer for the sector of the works. Pure; any
// thread.
#pragma once
#include <cstdint>
#include <string>

#include "data/model/operations.hpp"

namespace anxin {

// Of a unit that names no sector: every one.
[[nodiscard]] bool answers_for(const ResponseUnit& unit, Sector sector);
// Bit sets of Function: in a supervising unit's area whatever the sector; at an incident.
[[nodiscard]] std::uint8_t functions_in(const ResponseUnit& unit, const std::string& supervising_unit);
[[nodiscard]] std::uint8_t functions_at(const ResponseUnit& unit, const Incident& incident);

}  // namespace anxin
