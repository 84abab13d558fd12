#include "console/desk/drill.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <queue>
#include <set>

#include "console/desk/drill_dice.hpp"
#include "data/model/clocks.hpp"
#include "data/model/recommend.hpp"
#include "data/model/unit_functions.hpp"
#include "geo/geodesy.hpp"

namespace anxin {
namespace {

using std::chrono::seconds;

constexpr std::int64_t kTryAgainS = 300;    // while nobody can be sent
constexpr int kMostTries = 24;              // of sending to one incident
constexpr std::int64_t kGivenUpS = 21'600;  // an incident that no unit reaches ends by itself

// The day's events by their moment; of one moment in the order in which they were made.
class Agenda {
 public:
  using Act = std::function<Status()>;
  void at(Instant when, Act act) { events_.push({when, made_++, std::move(act)}); }
  [[nodiscard]] bool empty() const { return events_.empty(); }
  [[nodiscard]] Instant next() const { return events_.top().when; }
  [[nodiscard]] Act take() {
    Act act = events_.top().act;
    events_.pop();
    return act;
  }

 private:
  struct Event {
    Instant when;
    std::uint64_t order;
    Act act;
  };
  struct Later {
    bool operator()(const Event& a, const Event& b) const {
      return a.when != b.when ? a.when > b.when : a.order > b.order;
    }
  };
  std::priority_queue<Event, std::vector<Event>, Later> events_;
  std::uint64_t made_ = 0;
};

class Player {
 public:
  Player(const DrillPlan& plan, std::shared_ptr<const Pack> pack, Operator& desk, Adviser* adviser)
      : plan_(plan), pack_(std::move(pack)), desk_(desk), adviser_(adviser) {
    now_ = start_of(plan.day);
    free_.assign(static_cast<std::size_t>(plan.desk.seats), now_);
  }

  Status enroll(std::span<const OperationChange> force);
  Status play();

 private:
  struct Case {  // what the script knows of an incident beside Operations
    int number = 0, tries = 0, reports = 0;
    std::string seat;
    bool arrived = false, sending = false;
  };
  [[nodiscard]] const Operations& operations() const { return *desk_.operations(); }
  [[nodiscard]] const ClockTerms& terms() const { return pack_->dispatch.clocks; }
  [[nodiscard]] Dice dice(int number, std::uint64_t what) const { return dice_of(plan_, number, what); }
  [[nodiscard]] const Incident* open(const std::string& id) const {
    const Incident* incident = operations().incident(id);
    return incident != nullptr && incident->open() ? incident : nullptr;
  }
  void after(std::int64_t s, Agenda::Act act) {
    agenda_.at(now_ + seconds(std::max<std::int64_t>(s, 1)), std::move(act));
  }
  Result<OperationRecord> wish(const OperationCommand& command, const std::string& seat = "演练 导调席");
  Status done(const Result<OperationRecord>& record) {
    return record ? Status{} : std::unexpected(record.error());
  }

  Status advance_clocks();
  void notice(const OperationRecord& record);
  Status report(int number);
  Status claim_to_send(const std::string& id, Dice times, Instant begin);
  [[nodiscard]] std::vector<DispatchUnits::Part> parts_for(const Incident& incident);
  [[nodiscard]] std::vector<DispatchUnits::Part> straight_parts(const Incident& incident) const;
  void send_later(const std::string& id, std::int64_t s);
  Status send(const std::string& id);
  void answer(const Assignment& assignment);
  Status step(const std::string& assignment, AssignmentState to, const std::string& reason = {});
  Status arrive(const std::string& assignment);
  Status tell(const std::string& id);
  Status call_roll(const std::string& id);
  Status resolve(const std::string& id);
  Status close(const std::string& id);

  const DrillPlan& plan_;
  std::shared_ptr<const Pack> pack_;
  Operator& desk_;
  Adviser* adviser_;
  Agenda agenda_;
  Instant now_{};
  std::vector<Instant> free_;  // when each seat is
  std::map<std::string, Case> cases_;
  std::set<std::string> alarms_;  // incidents whose alarm a seat is about to acknowledge
  std::uint64_t wishes_ = 0;
};

Result<OperationRecord> Player::wish(const OperationCommand& command, const std::string& seat) {
  Result<OperationRecord> record =
      desk_.carry_out(command, {seat, fmt::format("drill-{:06}", ++wishes_), now_});
  if (record) notice(*record);
  return record;
}

// What follows from facts that nobody of the script made.
void Player::notice(const OperationRecord& record) {
  for (const OperationChange& change : record.changes) {
    if (const auto* stepped = std::get_if<AssignmentStepped>(&change);
        stepped != nullptr && stepped->to == AssignmentState::TimedOut) {
      if (const Assignment* a = operations().assignment(stepped->assignment))
        send_later(a->incident, plan_.desk.redispatch_s);
    }
  }
  for (const auto& [id, incident] : *operations().incidents) {
    if (!incident.alarm_open || !incident.open() || alarms_.contains(id)) continue;
    alarms_.insert(id);
    Dice d = dice(cases_[id].number, 900 + wishes_ % 97);
    after(d.between(15, 90), [this, id] {
      alarms_.erase(id);
      const Incident* i = open(id);
      return i != nullptr && i->alarm_open ? done(wish(AcknowledgeAlarm{id}, cases_[id].seat)) : Status{};
    });
  }
}

Status Player::enroll(std::span<const OperationChange> force) {
  for (const OperationChange& change : force) {
    Status enrolled;
    if (const auto* unit = std::get_if<UnitEnrolled>(&change)) enrolled = done(wish(EnrollUnit{unit->unit}));
    if (const auto* fund = std::get_if<FundMoved>(&change)) {
      const FundEntry& e = fund->entry;
      if (e.move == FundMove::Raised)
        enrolled = done(
            wish(MoveFund{e.supervising_unit, e.move, e.fen, "", e.reason.empty() ? "演练开设" : e.reason}));
    }
    if (!enrolled) return enrolled;
  }
  return {};
}

Status Player::play() {
  const Instant from = start_of(plan_.day) + std::chrono::minutes(plan_.from_minute);
  const std::int64_t span = std::int64_t{60} * (plan_.to_minute - plan_.from_minute);
  for (int n = 1; n <= plan_.incidents; ++n) {
    agenda_.at(from + seconds(dice(n, 1).between(0, span - 1)), [this, n] { return report(n); });
  }
  while (!agenda_.empty()) {
    if (Status due = advance_clocks(); !due) return due;
    now_ = std::max(now_, agenda_.next());
    const Agenda::Act act = agenda_.take();
    if (Status acted = act(); !acted) return acted;
  }
  return {};
}

// Everything that falls due before the next event, each at its moment.
Status Player::advance_clocks() {
  while (!agenda_.empty()) {
    const auto due = next_due(operations(), pack_->dispatch, now_);
    if (!due || *due > agenda_.next()) return {};
    now_ = std::max(now_, *due);
    const auto record = wish(AdvanceClocks{}, "演练 时钟");
    if (!record) return std::unexpected(record.error());
    if (record->changes.empty()) {
      return fail(ErrorCode::Internal, "演练的时钟停住了。", "The drill's clock does not move on.");
    }
  }
  return {};
}

Status Player::report(int number) {
  const auto record = wish(drilled_incident(plan_, *pack_, number));
  if (!record) return std::unexpected(record.error());
  std::string id;
  for (const OperationChange& change : record->changes) {
    if (const auto* reported = std::get_if<IncidentReported>(&change)) id = reported->incident.id;
  }
  const auto seat = static_cast<std::size_t>(std::ranges::min_element(free_) - free_.begin());
  cases_[id] = {number, 0, 0, fmt::format("演练 {:02} 席", seat + 1), false, false};
  Dice times = dice(number, 3);
  const Instant claim = std::max(now_, free_[seat]) + seconds(times.in(plan_.desk.claim_s) + 1);
  const Instant confirm = claim + seconds(times.in(plan_.desk.confirm_s) + 1);
  const Instant sent = confirm + seconds(times.in(plan_.desk.dispatch_s) + 1);
  free_[seat] = sent;
  agenda_.at(claim, [this, id] { return done(wish(ClaimIncident{id, ""}, cases_[id].seat)); });
  agenda_.at(confirm, [this, id] { return done(wish(ConfirmIncident{id}, cases_[id].seat)); });
  cases_[id].sending = true;
  agenda_.at(sent, [this, id] { return send(id); });
  after(kGivenUpS, [this, id] { return cases_[id].arrived ? Status{} : resolve(id); });
  return {};
}

std::vector<DispatchUnits::Part> Player::straight_parts(const Incident& incident) const {
  std::vector<const ResponseUnit*> units;
  std::vector<UnitCandidate> candidates;
  std::vector<double> metres;
  for (const auto& [id, unit] : *operations().units) {
    const std::uint8_t functions = functions_at(unit, incident);
    if (functions == 0 || !operations().available(unit, now_)) continue;
    const LonLat from = place_of(unit, now_, terms().position_stale_s).at;
    const double m = distance(from, incident.at).value() * plan_.travel.detour_permille / 1000;
    candidates.push_back({units.size(), functions, static_cast<std::int64_t>(m * 3600 / plan_.travel.kmh)});
    units.push_back(&unit);
    metres.push_back(m);
  }
  std::vector<DispatchUnits::Part> parts;
  for (const UnitChoice& choice : recommend(still_to_send(operations(), incident), candidates).set) {
    parts.push_back({units[choice.unit]->id, choice.function, choice.travel_ms / 1000, metres[choice.unit]});
  }
  return parts;
}

std::vector<DispatchUnits::Part> Player::parts_for(const Incident& incident) {
  if (adviser_ == nullptr) return straight_parts(incident);
  std::vector<DispatchUnits::Part> parts;
  for (const AdvisedUnit& unit : adviser_->advise(operations(), incident.id, {}, now_).set) {
    parts.push_back({unit.unit, unit.function, unit.duration_s, unit.distance_m});
  }
  return parts;
}

void Player::send_later(const std::string& id, std::int64_t s) {
  Case& c = cases_[id];
  if (c.sending || c.tries >= kMostTries) return;
  c.sending = true;
  after(s, [this, id] { return send(id); });
}

Status Player::send(const std::string& id) {
  Case& c = cases_[id];
  c.sending = false;
  const Incident* incident = open(id);
  if (incident == nullptr || incident->state == IncidentState::Resolved) return {};
  ++c.tries;
  const auto parts = parts_for(*incident);
  if (!parts.empty()) {
    const auto record = wish(DispatchUnits{id, parts}, c.seat);
    if (!record) return std::unexpected(record.error());
    for (const OperationChange& change : record->changes) {
      if (const auto* sent = std::get_if<UnitsDispatched>(&change)) {
        for (const Assignment& a : sent->assignments) answer(a);
      }
    }
  }
  const FunctionCounts left = still_to_send(operations(), *operations().incident(id));
  if (std::ranges::any_of(left, [](std::uint8_t n) { return n > 0; })) send_later(id, kTryAgainS);
  return {};
}

// Accepts and comes, declines, or is silent until the clock gives it up.
void Player::answer(const Assignment& a) {
  const std::size_t slash = a.id.rfind('/');
  const std::uint64_t part = std::stoull(a.id.substr(slash + 1));
  Dice d = dice(cases_[a.incident].number, 100 + part);
  const std::string id = a.id, incident = a.incident;
  const std::int64_t fate = d.between(0, 999), accept = d.in(plan_.units.accept_s);
  const std::int64_t leave = d.in(plan_.units.leave_s), pace = d.in(plan_.units.travel_permille);
  if (fate < plan_.units.silent_permille) return;
  if (fate < plan_.units.silent_permille + plan_.units.decline_permille) {
    return after(accept, [this, id, incident] {
      send_later(incident, plan_.desk.redispatch_s);
      return step(id, AssignmentState::Declined, "另有任务");
    });
  }
  const std::int64_t drive = std::max<std::int64_t>(60, a.expected_s * pace / 1000);
  after(accept, [this, id, leave, drive] {
    after(leave, [this, id, drive] {
      after(drive, [this, id] { return arrive(id); });
      return step(id, AssignmentState::EnRoute);
    });
    return step(id, AssignmentState::Accepted);
  });
}

// A step that the unit still can take; what was ended meanwhile stays as it is.
Status Player::step(const std::string& assignment, AssignmentState to, const std::string& reason) {
  const Assignment* a = operations().assignment(assignment);
  if (a == nullptr || !a->live() || open(a->incident) == nullptr) return {};
  return done(wish(StepAssignment{assignment, to, AckChannel::Page, "", reason}, a->unit));
}

Status Player::arrive(const std::string& assignment) {
  if (Status stepped = step(assignment, AssignmentState::OnScene); !stepped) return stepped;
  const Assignment* a = operations().assignment(assignment);
  Case& c = cases_[a->incident];
  if (a->state != AssignmentState::OnScene || c.arrived) return {};
  c.arrived = true;
  Dice d = dice(c.number, 4);
  const std::string id = a->incident;
  after(d.in(plan_.scene.first_report_s), [this, id] { return tell(id); });
  after(plan_.scene.roll_call_after_s, [this, id] { return call_roll(id); });
  after(d.in(plan_.scene.resolve_s), [this, id] { return resolve(id); });
  return {};
}

// A report from the scene, and the next one when it is about due.
Status Player::tell(const std::string& id) {
  const Incident* incident = open(id);
  if (incident == nullptr || incident->state != IncidentState::OnScene) return {};
  Case& c = cases_[id];
  Dice d = dice(c.number, 10 + static_cast<std::uint64_t>(++c.reports));
  std::string by;
  for (const Assignment* a : operations().assignments_of(id)) {
    if (a->state == AssignmentState::OnScene && by.empty()) by = a->unit;
  }
  std::int32_t persons = incident->persons;
  const bool grows = c.reports == 1 && d.chance(plan_.acts.grows_permille);
  if (grows) persons += static_cast<std::int32_t>(d.between(persons / 5 + 1, persons + 1));
  if (const auto told = wish(
          ReportSituation{id, by, persons, grows ? "现场人数多于接报，秩序可控" : "现场平稳，正在核对工资"},
          by.empty() ? c.seat : by);
      !told)
    return std::unexpected(told.error());
  if (grows) send_later(id, plan_.desk.redispatch_s);
  const bool grave = operations().incident(id)->level.level <= IncidentLevel::II;
  const std::int64_t every = grave ? terms().report_every_grave_s : terms().report_every_s;
  after(every + d.in(plan_.scene.report_slack_s), [this, id] { return tell(id); });
  return {};
}

Status Player::call_roll(const std::string& id) {
  const Incident* incident = open(id);
  if (incident == nullptr || incident->state != IncidentState::OnScene) return {};
  Case& c = cases_[id];
  if (const auto started = wish(StartRollCall{id}, c.seat); !started) return std::unexpected(started.error());
  Dice d = dice(c.number, 50);
  for (const std::string& assignment : roll_call_waiting(operations(), *operations().incident(id))) {
    const bool misses = d.chance(plan_.units.roll_call_miss_permille);
    const std::int64_t after_s = d.between(5, 55);
    if (misses) continue;
    after(after_s, [this, id, assignment] {
      const Incident* i = open(id);
      if (i == nullptr || i->state != IncidentState::OnScene) return Status{};
      const auto waiting = roll_call_waiting(operations(), *i);
      if (std::ranges::find(waiting, assignment) == waiting.end()) return Status{};
      return done(wish(AnswerRollCall{assignment, "在场"}, operations().assignment(assignment)->unit));
    });
  }
  return {};
}

Status Player::resolve(const std::string& id) {
  const Incident* incident = open(id);
  if (incident == nullptr || incident->state == IncidentState::Resolved) return {};
  Case& c = cases_[id];
  if (const auto ended = wish(ResolveIncident{id, "工资支付已落实，人员散去"}, c.seat); !ended)
    return std::unexpected(ended.error());
  Dice d = dice(c.number, 60);
  after(d.in(plan_.scene.close_s), [this, id] { return close(id); });
  return {};
}

Status Player::close(const std::string& id) {
  const Incident* incident = open(id);
  if (incident == nullptr || incident->state != IncidentState::Resolved) return {};
  Case& c = cases_[id];
  Dice d = dice(c.number, 61);
  const Fen claimed = incident->claimed_fen.value_or(0);
  CloseIncident wanted;
  wanted.incident = id;
  const bool paid = d.chance(plan_.scene.paid_permille);
  const Fen from_account = claimed / 100 * d.between(20, 60);
  const Fen rest = paid ? claimed - from_account : claimed / 100 * d.between(10, 30);
  wanted.conclusion = paid ? Conclusion::PaidInFull : Conclusion::PaidInPart;
  if (from_account > 0) wanted.recovered.push_back({MoneySource::DedicatedAccount, from_account});
  if (rest > 0) wanted.recovered.push_back({MoneySource::GeneralContractor, rest});
  if (!paid) wanted.follow_up = "余款按书面承诺分期支付，责任岗位跟踪";
  return done(wish(wanted, c.seat));
}

// SQLite and this program put these behind a store's name.
constexpr std::string_view kCompanions[] = {"-wal", "-shm", "-journal", ".head", ".roads", ".runsheet.html"};

}  // namespace

Result<std::unique_ptr<Store>> make_drill_store(const std::filesystem::path& file, StoreInfo info,
                                                const DrillPlan& plan) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  const auto stands = [&](const fs::path& path) {
    return fs::symlink_status(path, ignored).type() != fs::file_type::not_found;
  };
  const std::string name = file.string();
  if (stands(file)) {
    return fail(ErrorCode::Refused, name + " 已经存在，演练只写入新的存储文件。",
                name + " exists already; a drill writes only to a new store.");
  }
  for (const std::string_view companion : kCompanions) {
    const bool belongs = name.ends_with(companion) && stands(name.substr(0, name.size() - companion.size()));
    if (!belongs && !stands(name + std::string(companion))) continue;
    return fail(ErrorCode::Refused, name + " 与另一存储的附属文件重名，请另取文件名。",
                name + " is the name of another store's files; choose another.");
  }
  info.simulated = true;
  info.exercise = true;
  info.anchor = start_of(plan.day);
  return create_store(file, info);
}

Result<DrillScore> play_drill(const DrillPlan& plan, Store& store, const std::shared_ptr<const Pack>& pack,
                              std::span<const OperationChange> force, Adviser* adviser) {
  if (!store.info().exercise) {
    return fail(ErrorCode::Refused, "这不是演练存储，演练不得写入。",
                "This store is not one of drills; nothing was played.");
  }
  auto desk = Operator::open(store, pack);
  if (!desk) return std::unexpected(desk.error());
  if (desk->operations()->revision != 0) {
    return fail(ErrorCode::Refused, "这个演练存储已有记录，请用新的存储文件。",
                "This store holds a drill already; use a new one.");
  }
  Player player(plan, pack, *desk, adviser);
  if (Status enrolled = player.enroll(force); !enrolled) return std::unexpected(enrolled.error());
  if (Status played = player.play(); !played) return std::unexpected(played.error());
  const auto records = store.operation_records();
  if (!records) return std::unexpected(records.error());
  DrillScore score = score_of(*records, *desk->operations(), *pack, plan);
  score.by_road = adviser != nullptr;
  return score;
}

}  // namespace anxin
