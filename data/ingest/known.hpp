// What the store already has, lent to an intake: which projects and enterprises there are, a project as the
// row it came from, and the response units. Pure; any thread.
#pragma once
#include <memory>

#include "data/ingest/ingest.hpp"
#include "data/model/operations.hpp"
#include "data/model/registry.hpp"

namespace anxin {

// Fills the questions of the options about projects and enterprises; they keep the registry alive.
void know(IntakeOptions& options, const std::shared_ptr<const Registry>& registry);
// The one about response units; it keeps the table alive.
void know(IntakeOptions& options, const Operations& operations);

}  // namespace anxin
