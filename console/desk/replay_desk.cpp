#include "console/desk/replay_desk.hpp"

#include <algorithm>
#include <utility>

#include "console/desk/attainment_table.hpp"
#include "console/desk/incident_detail.hpp"
#include "console/desk/ticker.hpp"

namespace anxin {

// Journal and moments as of now. A journal only grows: a shorter one is another store's.
void ReplayDesk::follow(const std::string& incident, const std::vector<OperationRecord>& journal) {
  const bool another = !replay_ || journal.size() < replay_->records().size();
  if (another) {
    replay_.emplace(journal);
    last_ = nullptr;
  } else {
    replay_->extend(journal);
  }
  if (!another && incident == incident_ && journal.size() == journal_size_) return;
  incident_ = incident;
  journal_size_ = journal.size();
  moments_ = std::make_shared<const std::vector<ReplayMoment>>(replay_->moments(incident));
}

std::shared_ptr<const ReplayState> ReplayDesk::show(const ReplayWish& wish, const Source& source) {
  follow(wish.incident, source.journal);
  if (moments_->empty()) return nullptr;
  auto state = std::make_shared<ReplayState>();
  state->incident = wish.incident;
  state->moments = moments_;
  state->from = moments_->front().at;
  state->until = moments_->back().at;
  const Incident* incident = source.present.incident(wish.incident);
  if (incident != nullptr && incident->open()) state->until = std::max(state->until, source.now);
  state->at = std::clamp(wish.at, state->from, state->until);
  const std::size_t known = replay_->known_at(state->at);
  return made(std::move(state), known, source);
}

std::shared_ptr<const ReplayState> ReplayDesk::made(std::shared_ptr<ReplayState> state, std::size_t known,
                                                    const Source& source) {
  const Instant at = state->at;
  const bool same = last_ && last_->incident == state->incident && last_known_ == known &&
                    day_of(last_->at) == day_of(at) && last_->attainment->period == source.kept_over;
  if (same) {
    state->operations = last_->operations, state->detail = last_->detail;
    state->under_way = last_->under_way, state->attainment = last_->attainment;
    state->ticker = last_->ticker;
    return last_ = std::move(state);
  }
  state->operations = replay_->after(known);
  const Operations& operations = *state->operations;
  const std::span<const OperationRecord> journal = std::span(replay_->records()).first(known);
  if (const Incident* incident = operations.incident(state->incident))
    state->detail = std::make_shared<const IncidentDetail>(
        detail_of(*pack_, source.registry.get(), operations, journal, *incident, at));
  if (source.adviser != nullptr)
    state->under_way =
        std::make_shared<const std::vector<UnderWay>>(source.adviser->under_way(operations, at));
  state->attainment =
      std::make_shared<const AttainmentTable>(attainment_table(operations, *pack_, source.kept_over, at));
  state->ticker = std::make_shared<const std::vector<TickerLine>>(ticker_of(journal, operations, at));
  last_known_ = known;
  return last_ = std::move(state);
}

void show_moment(Frame& frame) {
  if (!frame.replay) return;
  const ReplayState& replay = *frame.replay;
  frame.now = replay.at;
  frame.today = day_of(replay.at);
  frame.world.operations = replay.operations;
  frame.incident = replay.detail;
  frame.under_way = replay.under_way;
  frame.attainment = replay.attainment;
  frame.ticker = replay.ticker;
  frame.advice = nullptr;
  frame.reach = nullptr;
}

}  // namespace anxin
