// Where a scenario's facts go and from where its world comes back: the step between decide and evolve. One
// is a list of records in memory, the other a SpatiaLite file that every reload closes, verifies and opens
// anew.
#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "data/model/decide.hpp"

namespace anxin::test {

class Ledger {
 public:
  virtual ~Ledger() = default;
  // Once, before anything else; `exercise`: it takes nothing but exercises.
  virtual Status begin(bool exercise) = 0;
  // Keeps what one command came to as one record, whole or not at all.
  virtual Result<OperationRecord> commit(Instant at, const std::string& seat,
                                         std::vector<OperationChange> changes) = 0;
  // The world from what is kept, as after a restart.
  virtual Result<Operations> reload() = 0;
};

std::unique_ptr<Ledger> memory_ledger();
// `file` is made by begin() and is the caller's to remove.
std::unique_ptr<Ledger> store_ledger(std::filesystem::path file);

}  // namespace anxin::test
