#include "console/desk/replay.hpp"

#include <algorithm>

#include "data/model/decide.hpp"
#include "data/model/operation_about.hpp"

namespace anxin {

Replay::Replay(std::span<const OperationRecord> records)
    : snapshots_{std::make_shared<const Operations>()}, last_(snapshots_.front()) {
  extend(records);
}

void Replay::extend(std::span<const OperationRecord> records) {
  for (std::size_t i = records_.size(); i < records.size(); ++i) {
    records_.push_back(records[i]);
    moment_.push_back(moment_.empty() ? records[i].at : std::max(records[i].at, moment_.back()));
  }
}

std::vector<ReplayMoment> Replay::moments(const std::string& incident) const {
  std::vector<ReplayMoment> moments;
  for (std::size_t i = 0; i < records_.size(); ++i) {
    const bool speaks =
        incident.empty() || std::ranges::any_of(records_[i].changes, [&](const OperationChange& c) {
          return incident_of(c) == incident;
        });
    if (!speaks) continue;
    if (moments.empty() || moments.back().at != moment_[i]) moments.push_back({moment_[i], 0});
  }
  for (ReplayMoment& m : moments) m.records = known_at(m.at);
  return moments;
}

std::size_t Replay::known_at(Instant at) const {
  return static_cast<std::size_t>(std::ranges::upper_bound(moment_, at) - moment_.begin());
}

std::shared_ptr<const Operations> Replay::at(Instant at) { return after(known_at(at)); }

std::shared_ptr<const Operations> Replay::after(std::size_t count) {
  count = std::min(count, records_.size());
  const std::size_t from_snapshot = std::min(count / every_, snapshots_.size() - 1);
  // On from the last state asked when that is nearer than a snapshot.
  std::size_t have = from_snapshot * every_;
  std::shared_ptr<const Operations> state = snapshots_[from_snapshot];
  if (last_count_ <= count && last_count_ > have) {
    have = last_count_;
    state = last_;
  }
  if (have < count) {
    Operations next = *state;
    while (have < count) {
      next = evolve(std::move(next), records_[have++]);
      ++steps_;
      if (have == snapshots_.size() * every_) keep(next);
    }
    state = std::make_shared<const Operations>(std::move(next));
  }
  last_ = state;
  last_count_ = count;
  return state;
}

void Replay::keep(const Operations& state) {
  snapshots_.push_back(std::make_shared<const Operations>(state));
  if (snapshots_.size() <= kMostSnapshots) return;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < snapshots_.size(); i += 2) snapshots_[kept++] = std::move(snapshots_[i]);
  snapshots_.resize(kept);
  every_ *= 2;
}

}  // namespace anxin
