#include "tests/scenarios/ledger.hpp"

#include <utility>

#include "data/store/store.hpp"

namespace anxin::test {
namespace {

class MemoryLedger : public Ledger {
 public:
  Status begin(bool /*exercise*/) override { return {}; }
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

class StoreLedger : public Ledger {
 public:
  explicit StoreLedger(std::filesystem::path file) : file_(std::move(file)) {}

  Status begin(bool exercise) override {
    StoreInfo info;
    info.pack = "scenario";
    info.exercise = exercise;
    return keep(create_store(file_, info));
  }
  Result<OperationRecord> commit(Instant at, const std::string& seat,
                                 std::vector<OperationChange> changes) override {
    const std::string command = "scenario-" + std::to_string(++commands_);
    return store_->commit_operations(store_->revision(), changes, {at, seat, command, "operations", ""});
  }
  Result<Operations> reload() override {
    store_.reset();
    if (Status opened = keep(open_store(file_)); !opened) return std::unexpected(opened.error());
    const Result<VerifyReport> verified = store_->verify();
    if (!verified) return std::unexpected(verified.error());
    if (!verified->ok)
      return fail(ErrorCode::Store, verified->faults_zh.front(), verified->faults_en.front());
    const Result<std::vector<OperationRecord>> records = store_->operation_records();
    if (!records) return std::unexpected(records.error());
    return evolve(Operations(), *records);
  }

 private:
  Status keep(Result<std::unique_ptr<Store>> store) {
    if (!store) return std::unexpected(store.error());
    store_ = std::move(*store);
    return {};
  }
  std::filesystem::path file_;
  std::unique_ptr<Store> store_;
  int commands_ = 0;
};

}  // namespace

std::unique_ptr<Ledger> memory_ledger() { return std::make_unique<MemoryLedger>(); }
std::unique_ptr<Ledger> store_ledger(std::filesystem::path file) {
  return std::make_unique<StoreLedger>(std::move(file));
}

}  // namespace anxin::test
