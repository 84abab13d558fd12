// Incidents and dispatch at one seat: carries out wishes, reads what other seats did, drives the clocks,
// keeps advice, reach and detail of the selected incident beside the Frame, writes the run sheet. The store's
// part runs on the store's worker, advice on a worker of its own, so that neither waits for an assessment.
// Thread: one thread (the screen's) calls; the House's functions may be called from either worker.
#pragma once
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "console/desk/adviser.hpp"
#include "console/desk/frame.hpp"
#include "console/desk/jobs.hpp"
#include "console/desk/operation_intake.hpp"
#include "console/desk/operator.hpp"
#include "console/desk/replay_desk.hpp"
#include "console/desk/ticker.hpp"

namespace anxin {

class DispatchDesk {
 public:
  // What it is lent by the session.
  struct House {
    std::shared_ptr<const Pack> pack;
    std::filesystem::path store;
    std::string seat;
    bool writes = true;  // off: carries nothing out by itself, no clocks and no run sheet (pictures)
    std::function<void(const std::function<void(Frame&)>&)> publish;
    // A job on the store's worker; null when the store is not open.
    std::function<void(std::function<void(Store*)>)> with_store;
    std::function<std::shared_ptr<const Registry>()> registry;  // as known now; null before it is loaded
    std::function<Instant()> now;
    std::function<std::optional<Error>()> may_write;  // why not; empty: it may
  };
  explicit DispatchDesk(House house);
  ~DispatchDesk();
  DispatchDesk(const DispatchDesk&) = delete;
  DispatchDesk& operator=(const DispatchDesk&) = delete;

  // On the store's worker, when the store is open: reads the journal and the roads.
  void open(Store& store);
  // On the store's worker: what other seats did. True when from `seen` to `head` nothing but operations
  // changed.
  [[nodiscard]] bool catch_up(Revision seen, Revision head);
  void carry_out(const RunOperation& wish);
  // For a file of units or incidents, on the store's worker: what it would change; and the change, published.
  [[nodiscard]] Result<OperationIntake> weigh(Intake intake);
  [[nodiscard]] Status enter(const OperationCommand& wish, const std::string& id, const std::string& source);
  [[nodiscard]] std::shared_ptr<const Operations> operations() const;
  // What the screen shows now: its incident, the units chosen by hand, whether the dispatch view is open, and
  // whether an incident is replayed there. Meanwhile what happens is taken in as ever.
  void show(const ViewState& view);
  // Once a second: clocks that are due, the run sheet's minute; whatever the screen shows, for they are no
  // wishes of a person.
  void tick();

  void wait_idle();
  [[nodiscard]] bool idle() const;

 private:
  struct Shown {
    bool open = false;
    std::string incident;
    std::vector<ChosenPart> chosen;
    AttainmentPeriod kept_over = AttainmentPeriod::Today;
    std::optional<ReplayWish> replay;
    friend bool operator==(const Shown&, const Shown&) = default;
  };
  void publish_operations(const std::optional<CommandOutcome>& outcome);
  void refresh();  // everything that follows from operations and what is shown; on the advice worker
  void refresh_advice(const std::shared_ptr<const Operations>& operations, const Shown& shown, Instant now);
  void refresh_detail(const std::shared_ptr<const Operations>& operations, const Shown& shown, Instant now);
  void refresh_kept(const std::shared_ptr<const Operations>& operations, const Shown& shown, Instant now);
  void sound_alarm();  // publishes what sounds now, when that changes
  void refresh_replay(const std::shared_ptr<const Operations>& operations, const Shown& shown, Instant now);
  void write_run_sheet();

  House house_;
  std::unique_ptr<Operator> operator_;  // only on the store's worker
  mutable std::mutex mutex_;
  std::shared_ptr<const Operations> operations_;
  std::shared_ptr<const std::vector<OperationRecord>> records_;
  std::shared_ptr<const AlarmTimes> alarm_times_;
  std::size_t alarm_taken_ = 0;  // records told to alarm_times_
  AlarmSound alarm_;             // as published
  Shown shown_;
  bool simulated_ = false, exercise_ = false;
  std::optional<Instant> next_due_;
  bool clocks_running_ = false;  // an AdvanceClocks is under way
  Instant sheet_due_{};
  std::unique_ptr<Adviser> adviser_;  // only on jobs_, like the next
  ReplayDesk replay_desk_;
  Jobs jobs_;  // last: it stops before what it uses goes
};

}  // namespace anxin
