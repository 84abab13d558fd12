// One seat at one store: opens it, loads the World as jobs, keeps the Frame that the screen draws, answers
// Asks. All slow work runs on five workers (one owns the Store, one does pure work, one searches, one
// reads files to be taken in, one advises on incidents); every public function returns at once except
// wait_ready. Thread: one thread (the screen's) calls; `wake` may be
// called from a worker.
#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "console/desk/dispatch_desk.hpp"
#include "console/desk/frame.hpp"
#include "console/desk/import_desk.hpp"
#include "console/desk/jobs.hpp"
#include "data/model/base_map.hpp"

namespace anxin {

class DeskSession {
 public:
  struct Options {
    std::filesystem::path store;
    std::shared_ptr<const Pack> pack;
    std::optional<Instant> now;             // --now: the clock stands still there
    std::optional<Day> as_of;               // --as-of: shown while no other day is asked for
    std::function<void()> wake;             // told when a new Frame is there
    bool keep_risk = true;                  // write the assessment beside the data (off: never writes)
    std::string seat = "市指挥中心 01 席";  // duty post: what every record of this console names
    std::filesystem::path program = "/proc/self/exe";  // whose main calls run_if_intake_child first
  };
  explicit DeskSession(Options options);
  ~DeskSession();
  DeskSession(const DeskSession&) = delete;
  DeskSession& operator=(const DeskSession&) = delete;

  // The newest Frame, with the clock as it is now. A copy: values and shared pointers.
  [[nodiscard]] Frame frame() const;
  // Moves whenever frame() changed in anything but the clock.
  [[nodiscard]] std::uint64_t version() const;
  // Carries out what the panels asked for and notices changed filters or selection.
  void handle(const Outbox& outbox, const ViewState& view);
  // At most once a second: looks whether another writer committed, and reloads then; what clocks are due.
  void look_for_other_writers();
  // Until registry, months, risk and the selection's detail are there, or loading failed. For snapshots and
  // tests.
  void wait_ready();

 private:
  void load();
  void load_months(const std::shared_ptr<const Registry>& registry);
  void load_known(Day day);
  void show_day();
  void count_changes();
  void count_week();
  void read_clauses();
  void want(std::optional<Day> pinned, bool then_known);
  [[nodiscard]] Day clock_day() const;
  void refresh_summary();
  void refresh_set();
  void build_search(const std::shared_ptr<const Registry>& registry);
  void find(const Find& ask);
  void export_list(const ExportList& wish, Safeguard safeguard);
  void make_detail(const std::string& id);
  [[nodiscard]] ImportDesk::House import_house();
  [[nodiscard]] DispatchDesk::House dispatch_house();
  [[nodiscard]] std::optional<Error> may_write();
  void publish(const std::function<void(Frame&)>& change);
  [[nodiscard]] Instant clock_now() const;

  Options options_;
  mutable std::mutex mutex_;
  Frame frame_;
  std::uint64_t version_ = 0;
  Filters filters_;  // those of the present summary
  SetWish set_;      // that of the present set
  std::shared_ptr<const SearchIndex> search_;
  std::string selected_;
  std::optional<Instant> anchor_;  // of a simulated store
  std::optional<Day> pinned_;      // ViewState::as_of
  Day wanted_{};                   // what the Frame should be as of
  bool wanted_known_ = false;
  bool replaying_ = false;                 // ViewState::replay
  bool clauses_wanted_ = false;            // the view of clauses is on the screen
  std::shared_ptr<const Registry> live_;   // as known now, months and all; null until they are there
  std::shared_ptr<const Registry> known_;  // as known at the end of known_day_
  Day known_day_{};
  std::int64_t started_ns_ = 0;  // monotonic
  std::int64_t last_look_ns_ = 0;
  std::unique_ptr<Store> store_;             // only on store_jobs_
  std::uint64_t seen_changes_ = 0;           // only on store_jobs_
  Jobs store_jobs_, work_jobs_, find_jobs_;  // they stop before what they use goes
  ImportDesk import_;                        // these two last: their workers use all of the above
  DispatchDesk dispatch_;
};

}  // namespace anxin
