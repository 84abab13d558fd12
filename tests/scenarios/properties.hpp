// What a scenario may ask of the world: `expect SUBJECT PROPERTY VALUE`, each property as a short text.
#pragma once
#include <string>

#include "tests/scenarios/world.hpp"

namespace anxin::test {

// Takes the property's name (and what belongs to it) and gives its value: "on_scene", "09:03:00", "none".
std::string property(const Operations& operations, const ScenarioWorld& world, Instant now,
                     const std::string& subject, Words& words);
// Empty when both worlds hold the same; else the table in which they differ.
std::string difference(const Operations& a, const Operations& b);

}  // namespace anxin::test
