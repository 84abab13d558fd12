#include "data/model/unit_functions.hpp"

namespace anxin {
namespace {

constexpr unsigned bit(Function function) { return 1U << static_cast<unsigned>(function); }
constexpr unsigned kOwn = bit(Function::Territory) | bit(Function::Funds);

}  // namespace

bool answers_for(const ResponseUnit& unit, Sector sector) {
  return unit.sectors == 0 || ((unit.sectors >> static_cast<unsigned>(sector)) & 1U) != 0;
}

std::uint8_t functions_in(const ResponseUnit& unit, const std::string& supervising_unit) {
  const unsigned barred = unit.supervising_unit == supervising_unit ? 0 : kOwn;
  return static_cast<std::uint8_t>(unit.functions & ~barred);
}

std::uint8_t functions_at(const ResponseUnit& unit, const Incident& incident) {
  const unsigned barred = answers_for(unit, incident.sector) ? 0 : bit(Function::Sector);
  return static_cast<std::uint8_t>(functions_in(unit, incident.supervising_unit) & ~barred);
}

}  // namespace anxin
