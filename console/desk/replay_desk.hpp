// The replay of an incident at one seat: keeps the journal ready to be asked at any moment and makes what the
// screen is shown of it. Thread: one at a time (the desk's worker that advises). What the rows of projects
// said at that moment is not here: money is worked out from them as known now.
#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "console/desk/adviser.hpp"
#include "console/desk/frame.hpp"
#include "console/desk/replay.hpp"

namespace anxin {

class ReplayDesk {
 public:
  explicit ReplayDesk(std::shared_ptr<const Pack> pack) : pack_(std::move(pack)) {}

  // What it is made from; the journal may have grown since the last call.
  struct Source {
    const std::vector<OperationRecord>& journal;
    const Operations& present;                 // as the whole journal tells
    std::shared_ptr<const Registry> registry;  // null before it is loaded
    Adviser* adviser = nullptr;                // null: no roads
    Instant now{};                             // the desk's clock
    AttainmentPeriod kept_over = AttainmentPeriod::Today;
  };
  // The moment wished for, brought between the incident's first moment and its last, of an open one the
  // present; null when the journal does not speak of the incident. Where nothing happened since the moment
  // shown before, its parts are those of before.
  [[nodiscard]] std::shared_ptr<const ReplayState> show(const ReplayWish& wish, const Source& source);

 private:
  void follow(const std::string& incident, const std::vector<OperationRecord>& journal);
  [[nodiscard]] std::shared_ptr<const ReplayState> made(std::shared_ptr<ReplayState> state, std::size_t known,
                                                        const Source& source);

  std::shared_ptr<const Pack> pack_;
  std::optional<Replay> replay_;
  std::string incident_;
  std::shared_ptr<const std::vector<ReplayMoment>> moments_;
  std::size_t journal_size_ = 0;  // that moments_ are of
  std::shared_ptr<const ReplayState> last_;
  std::size_t last_known_ = 0;
};

// Puts the moment shown in place of the present: tables, clock, detail, ways, ticker. Nothing of another day
// or of the advice given now stays. Does nothing without a replay.
void show_moment(Frame& frame);

}  // namespace anxin
