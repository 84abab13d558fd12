// What was known at each moment: the journal's records of operations with the state after any of them, for
// the replay of an incident or of the whole city. The state after a prefix is found by evolving forward from
// the nearest snapshot before it; snapshots are kept every kSnapshotEvery records (tables that did not change
// between two are shared), so that any moment costs at most so many steps, and a step forward from the last
// one asked costs one. Of a long journal every second snapshot is given up whenever there are more than
// kMostSnapshots. One thread a Replay (it remembers the last state asked). What the rows of projects said at
// that moment is not here: Store::load_registry(known).
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "console/desk/replay_time.hpp"
#include "data/model/operation_change.hpp"

namespace anxin {

class Replay {
 public:
  static constexpr std::size_t kSnapshotEvery = 64, kMostSnapshots = 128;

  // `records` in the order of the journal; their moments do not descend (an earlier one counts as the one
  // before it, so that what is known never shrinks).
  explicit Replay(std::span<const OperationRecord> records);

  // The journal has grown: `records` is the whole of it and begins with what is here. What was asked stays
  // known.
  void extend(std::span<const OperationRecord> records);

  [[nodiscard]] const std::vector<OperationRecord>& records() const { return records_; }
  // The moments, ascending; with an incident those at which a record spoke of it or of one of its
  // assignments.
  [[nodiscard]] std::vector<ReplayMoment> moments(const std::string& incident = {}) const;
  // What was known at `at`: every record not after it. Before the first: all empty.
  [[nodiscard]] std::shared_ptr<const Operations> at(Instant at);
  // After the first `count` records of the journal.
  [[nodiscard]] std::shared_ptr<const Operations> after(std::size_t count);
  // How many records hold at `at`.
  [[nodiscard]] std::size_t known_at(Instant at) const;
  // Steps of evolve that after() has taken so far: what the answers cost.
  [[nodiscard]] std::size_t steps() const { return steps_; }

 private:
  void keep(const Operations& state);

  std::vector<OperationRecord> records_;
  std::vector<Instant> moment_;                               // of each record, never descending
  std::size_t every_ = kSnapshotEvery;                        // k
  std::vector<std::shared_ptr<const Operations>> snapshots_;  // after 0, k, 2k ... as far as asked
  std::shared_ptr<const Operations> last_;
  std::size_t last_count_ = 0, steps_ = 0;
};

}  // namespace anxin
