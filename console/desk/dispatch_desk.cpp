#include "console/desk/dispatch_desk.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "console/desk/attainment_table.hpp"
#include "console/desk/command_id.hpp"
#include "console/desk/incident_detail.hpp"
#include "data/export/run_sheet.hpp"
#include "data/model/operation_sentences.hpp"
#include "geo/route/graph_file.hpp"

namespace anxin {
namespace {

constexpr std::chrono::seconds kRunSheetEvery{60};

// The incident that a record is about; the first one it names.
std::string incident_of_record(const OperationRecord& record, const Operations& known) {
  for (const OperationChange& change : record.changes) {
    if (std::string id = incident_of(change, known); !id.empty()) return id;
  }
  return {};
}

}  // namespace

DispatchDesk::DispatchDesk(House house) : house_(std::move(house)), replay_desk_(house_.pack) {}

DispatchDesk::~DispatchDesk() { jobs_.stop(); }

std::shared_ptr<const Operations> DispatchDesk::operations() const {
  const std::lock_guard lock(mutex_);
  return operations_;
}

void DispatchDesk::open(Store& store) {
  auto made = Operator::open(store, house_.pack);
  if (!made) {
    spdlog::error("{}", made.error().en);
    return house_.publish([&](Frame& f) { f.notices.push_back({made.error().zh, made.error().en}); });
  }
  operator_ = std::make_unique<Operator>(std::move(*made));
  {
    const std::lock_guard lock(mutex_);
    simulated_ = store.info().simulated;
    exercise_ = store.info().exercise;
  }
  house_.publish([&](Frame& f) {
    f.seat = house_.seat;
    f.exercise = store.info().exercise;
  });
  jobs_.post("roads", [this] {
    if (adviser_) return;
    auto graph = load_graph(graph_file_of(house_.store));
    if (graph) {
      adviser_ = std::make_unique<Adviser>(std::make_shared<const RoadGraph>(std::move(*graph)), house_.pack);
      const auto network = adviser_->network();
      house_.publish([&](Frame& f) { f.roads = network; });
    } else if (graph.error().code != ErrorCode::NotFound) {
      spdlog::error("{}", graph.error().en);
      house_.publish([&](Frame& f) { f.notices.push_back({graph.error().zh, graph.error().en}); });
    }
  });
  publish_operations({});
}

bool DispatchDesk::catch_up(Revision seen, Revision head) {
  if (!operator_) return false;
  const Result<bool> read = operator_->catch_up();
  if (!read) {
    spdlog::error("{}", read.error().en);
    return false;
  }
  if (*read) publish_operations({});
  const auto ours = std::ranges::count_if(operator_->records(), [&](const OperationRecord& r) {
    return r.revision > seen && r.revision <= head;
  });
  return seen + static_cast<Revision>(ours) == head;
}

void DispatchDesk::publish_operations(const std::optional<CommandOutcome>& outcome) {
  const auto operations = operator_->operations();
  auto records = std::make_shared<const std::vector<OperationRecord>>(operator_->records());
  const Instant now = house_.now();
  auto lines = std::make_shared<const std::vector<TickerLine>>(ticker_of(*records, *operations, now));
  auto times = std::make_shared<AlarmTimes>();
  {
    const std::lock_guard lock(mutex_);
    if (alarm_times_) *times = *alarm_times_;
    for (; alarm_taken_ < records->size(); ++alarm_taken_) times->take((*records)[alarm_taken_]);
    alarm_times_ = std::move(times);
    operations_ = operations;
    records_ = std::move(records);
    next_due_ = next_due(*operations, house_.pack->dispatch, now);
    clocks_running_ = false;
  }
  house_.publish([&](Frame& f) {
    f.world.operations = operations;
    f.ticker = lines;
    if (outcome) f.outcome = std::make_shared<const CommandOutcome>(*outcome);
  });
  if (house_.writes) sound_alarm();
  jobs_.post("refresh", [this] { refresh(); });
}

void DispatchDesk::carry_out(const RunOperation& wish) {
  CommandOutcome outcome;
  outcome.command_id = wish.id;
  if (const auto no = house_.may_write()) {
    outcome.refused = true;
    outcome.zh = no->zh, outcome.en = no->en;
    return house_.publish([&](Frame& f) { f.outcome = std::make_shared<const CommandOutcome>(outcome); });
  }
  house_.with_store([this, wish, outcome](Store* store) mutable {
    if (store == nullptr || !operator_) {
      outcome.refused = true;
      outcome.zh = "数据没有打开，不能写入。", outcome.en = "The store is not open; nothing can be written.";
      return house_.publish([&](Frame& f) { f.outcome = std::make_shared<const CommandOutcome>(outcome); });
    }
    operator_->use_registry(house_.registry());
    const auto record = operator_->carry_out(wish.command, {house_.seat, wish.id, house_.now()});
    if (!record) {
      outcome.refused = true;
      outcome.zh = record.error().zh, outcome.en = record.error().en;
    } else if (!record->changes.empty()) {
      outcome.incident = incident_of_record(*record, *operator_->operations());
      outcome.zh = describe_change(record->changes.front(), *operator_->operations(), false);
      outcome.en = describe_change(record->changes.front(), *operator_->operations(), true);
    }
    publish_operations(outcome);
  });
}

Result<OperationIntake> DispatchDesk::weigh(Intake intake) {
  if (!operator_)
    return fail(ErrorCode::Store, "数据没有打开，不能写入。",
                "The store is not open; nothing can be written.");
  operator_->use_registry(house_.registry());
  if (const Result<bool> read = operator_->catch_up(); !read) return std::unexpected(read.error());
  return weigh_intake(*operator_, std::move(intake), {house_.seat, "", house_.now()});
}

Status DispatchDesk::enter(const OperationCommand& wish, const std::string& id, const std::string& source) {
  const auto record = operator_->carry_out(wish, {house_.seat, id, house_.now(), source});
  publish_operations({});
  if (!record) return std::unexpected(record.error());
  return {};
}

void DispatchDesk::show(const ViewState& view) {
  Shown shown;
  shown.open = view.tab == ViewTab::Dispatch;
  shown.incident = shown.open ? view.selected_incident : std::string();
  for (const auto& part : view.chosen) shown.chosen.push_back({part.function, part.unit});
  shown.kept_over = view.kept_over;
  if (shown.open) shown.replay = view.replay;
  bool over = false;
  {
    const std::lock_guard lock(mutex_);
    if (shown == shown_) return;
    over = shown_.replay && !shown.replay;
    shown_ = std::move(shown);
  }
  if (over) house_.publish([](Frame& f) { f.replay = nullptr; });
  jobs_.post("refresh", [this] { refresh(); });
}

void DispatchDesk::refresh() {
  std::shared_ptr<const Operations> operations;
  Shown shown;
  {
    const std::lock_guard lock(mutex_);
    operations = operations_;
    shown = shown_;
  }
  if (!operations || !shown.open) return;
  const Instant now = house_.now();
  if (shown.replay) return refresh_replay(operations, shown, now);
  refresh_detail(operations, shown, now);
  refresh_advice(operations, shown, now);
  refresh_kept(operations, shown, now);
  if (!adviser_) return;
  auto ways = std::make_shared<const std::vector<UnderWay>>(adviser_->under_way(*operations, now));
  house_.publish([&](Frame& f) { f.under_way = ways; });
}

void DispatchDesk::refresh_kept(const std::shared_ptr<const Operations>& operations, const Shown& shown,
                                Instant now) {
  auto kept = std::make_shared<const AttainmentTable>(
      attainment_table(*operations, *house_.pack, shown.kept_over, now));
  house_.publish([&](Frame& f) { f.attainment = kept; });
}

void DispatchDesk::refresh_detail(const std::shared_ptr<const Operations>& operations, const Shown& shown,
                                  Instant now) {
  const Incident* incident = operations->incident(shown.incident);
  if (incident == nullptr) return house_.publish([](Frame& f) { f.incident = nullptr; });
  std::shared_ptr<const std::vector<OperationRecord>> records;
  {
    const std::lock_guard lock(mutex_);
    records = records_;
  }
  auto detail = std::make_shared<const IncidentDetail>(
      detail_of(*house_.pack, house_.registry().get(), *operations, *records, *incident, now));
  house_.publish([&](Frame& f) { f.incident = detail; });
}

// The moment wished for; what was asked meanwhile is made next.
void DispatchDesk::refresh_replay(const std::shared_ptr<const Operations>& operations, const Shown& shown,
                                  Instant now) {
  std::shared_ptr<const std::vector<OperationRecord>> records;
  {
    const std::lock_guard lock(mutex_);
    records = records_;
  }
  const auto state = replay_desk_.show(
      *shown.replay, {*records, *operations, house_.registry(), adviser_.get(), now, shown.kept_over});
  house_.publish([&](Frame& f) {
    const std::lock_guard lock(mutex_);
    if (shown_.replay) f.replay = state;  // else the person has gone back to the present
  });
}

void DispatchDesk::refresh_advice(const std::shared_ptr<const Operations>& operations, const Shown& shown,
                                  Instant now) {
  const Incident* incident = operations->incident(shown.incident);
  const bool open = incident != nullptr && incident->open();
  if (!open || !adviser_) {
    auto none = std::make_shared<Advice>();
    none->incident = shown.incident;
    none->revision = operations->revision;
    if (open) {
      none->plan = still_to_send(*operations, *incident);
      none->error =
          Error{ErrorCode::NotFound, "没有安装道路数据，无法按道路时间推荐：请先导入道路。",
                "No roads are installed, so nothing can be recommended by road time: import roads first."};
    }
    return house_.publish([&](Frame& f) { f.advice = open ? none : nullptr, f.reach = nullptr; });
  }
  Advice advice = adviser_->advise(*operations, shown.incident, shown.chosen, now);
  auto first = std::make_shared<const Advice>(advice);
  house_.publish([&](Frame& f) { f.advice = first; });
  auto reach = std::make_shared<const ReachBands>(adviser_->reach(*operations, shown.incident, now));
  house_.publish([&](Frame& f) { f.reach = reach; });
  adviser_->complete(advice, *operations, now);
  auto whole = std::make_shared<const Advice>(std::move(advice));
  house_.publish([&](Frame& f) {
    if (f.advice == first) f.advice = whole;
  });
}

void DispatchDesk::tick() {
  if (!house_.writes) return;
  sound_alarm();
  const Instant now = house_.now();
  bool due = false, sheet = false;
  {
    const std::lock_guard lock(mutex_);
    if (!operations_) return;
    due = next_due_ && *next_due_ <= now && !clocks_running_;
    clocks_running_ = clocks_running_ || due;
    sheet = sheet_due_ <= now;
    if (sheet) sheet_due_ = now + kRunSheetEvery;
  }
  if (due) {
    house_.with_store([this](Store* store) {
      if (store == nullptr || !operator_) return;
      const auto done = operator_->carry_out(AdvanceClocks{}, {house_.seat, new_command_id(), house_.now()});
      if (!done) spdlog::error("{}", done.error().en);
      publish_operations({});
    });
  }
  if (sheet) jobs_.post("run_sheet", [this] { write_run_sheet(); });
}

void DispatchDesk::sound_alarm() {
  std::shared_ptr<const Operations> operations;
  std::shared_ptr<const AlarmTimes> times;
  {
    const std::lock_guard lock(mutex_);
    operations = operations_, times = alarm_times_;
  }
  if (!operations || !times) return;
  AlarmSound sound = alarm_of(*operations, *times, house_.now());
  {
    const std::lock_guard lock(mutex_);
    if (sound == alarm_) return;
    alarm_ = std::move(sound);
  }
  house_.publish([&](Frame& f) {  // the newest, whichever thread worked it out last
    const std::lock_guard lock(mutex_);
    f.alarm = alarm_;
  });
}

void DispatchDesk::write_run_sheet() {
  const auto known = operations();
  if (!known) return;
  if (const Status done =
          save_run_sheet(*known, *house_.pack, house_.now(), simulated_, exercise_, house_.store);
      !done) {
    spdlog::warn("{}", done.error().en);
  }
}

void DispatchDesk::wait_idle() { jobs_.wait_idle(); }
bool DispatchDesk::idle() const { return jobs_.idle(); }

}  // namespace anxin
