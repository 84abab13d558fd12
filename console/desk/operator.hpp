// Carries out wishes about operations at one store: decide, commit, evolve; once more when another seat was
// first. Keeps the Operations that the store's journal tells, as far as it has been read. Owns nothing of the
// store; thread: the one that the Store belongs to. The desk, the command line and drills write through this
// alone. Not for batches of rows (Store::commit).
#pragma once
#include <memory>
#include <string>

#include "data/model/decide.hpp"
#include "data/packs/pack.hpp"
#include "data/store/store.hpp"

namespace anxin {

class Operator {
 public:
  using Facts = Result<std::vector<OperationChange>>;
  struct Who {
    std::string seat;        // duty post
    std::string command_id;  // client-made; the same id twice has one effect and the same answer
    Instant now{};
    std::string source = {};  // the name of the file that the wish comes from; "" none
  };
  // Reads the journal's operations.
  [[nodiscard]] static Result<Operator> open(Store& store, std::shared_ptr<const Pack> pack);

  [[nodiscard]] const std::shared_ptr<const Operations>& operations() const { return operations_; }
  // The journal's operations that it was read from, in order.
  [[nodiscard]] const std::vector<OperationRecord>& records() const { return records_; }
  // What the command came to, durable. Refused: decide's reason. An answer without changes came to nothing:
  // nothing was due.
  [[nodiscard]] Result<OperationRecord> carry_out(const OperationCommand& command, const Who& who);
  // What the command would come to now, as far as the journal has been read; nothing is written, and another
  // seat may still be first.
  [[nodiscard]] Facts weigh(const OperationCommand& command, const Who& who);
  // What other seats did since; true when there was anything.
  [[nodiscard]] Result<bool> catch_up();
  // The projects that incidents are reported at; without one it is read from the store when first needed.
  void use_registry(std::shared_ptr<const Registry> registry) { registry_ = std::move(registry); }
  [[nodiscard]] Result<std::shared_ptr<const Registry>> registry();
  [[nodiscard]] bool exercise() const;  // the store is one of drills

 private:
  Operator(Store& store, std::shared_ptr<const Pack> pack);
  [[nodiscard]] Result<OperationRecord> carry_out_once(const OperationCommand& command, const Who& who);
  Store* store_;
  std::shared_ptr<const Pack> pack_;
  std::shared_ptr<const Operations> operations_;
  std::vector<OperationRecord> records_;
  std::shared_ptr<const Registry> registry_;
};

// The operations as they were known at a moment: for replay. The journal up to it, evolved anew.
[[nodiscard]] Result<Operations> operations_at(Store& store, Instant until);

}  // namespace anxin
