// Where a scenario's facts go and from where its world comes back: the step between decide and evolve. In
// memory it is a list of records; a store implements the same two calls.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "data/model/decide.hpp"

namespace anxin::test {

class Ledger {
 public:
  virtual ~Ledger() = default;
  // Keeps what one command came to as one record, whole or not at all.
  virtual Result<OperationRecord> commit(Instant at, const std::string& seat,
                                         std::vector<OperationChange> changes) = 0;
  // The world from what is kept, as after a restart.
  virtual Result<Operations> reload() = 0;
};

std::unique_ptr<Ledger> memory_ledger();

}  // namespace anxin::test
