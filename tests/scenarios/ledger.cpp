#include "tests/scenarios/ledger.hpp"

namespace anxin::test {
namespace {

class MemoryLedger : public Ledger {
 public:
  Result<OperationRecord> commit(Instant at, const std::string& seat,
                                 std::vector<OperationChange> changes) override {
    records_.push_back({records_.size() + 1, at, seat, "", std::move(changes)});
    return records_.back();
  }
  Result<Operations> reload() override {
    Operations world;
    for (const OperationRecord& record : records_) world = evolve(world, record);
    return world;
  }

 private:
  std::vector<OperationRecord> records_;
};

}  // namespace

std::unique_ptr<Ledger> memory_ledger() { return std::make_unique<MemoryLedger>(); }

}  // namespace anxin::test
