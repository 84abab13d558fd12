#include "console/desk/command_id.hpp"

#include <fmt/format.h>

#include <random>

namespace anxin {

std::string new_command_id() {
  std::random_device random;
  return fmt::format("{:08x}{:08x}{:08x}{:08x}", random(), random(), random(), random());
}

}  // namespace anxin
