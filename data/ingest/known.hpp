// What the store already has, lent to an intake: which projects and enterprises there are, and a project as
// the row it came from. Pure; any thread.
#pragma once
#include <memory>

#include "data/ingest/ingest.hpp"
#include "data/model/registry.hpp"

namespace anxin {

// Fills the three questions of the options; they keep the registry alive.
void know(IntakeOptions& options, std::shared_ptr<const Registry> registry);

}  // namespace anxin
