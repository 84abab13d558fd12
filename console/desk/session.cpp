#include "console/desk/session.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "console/desk/base_map.hpp"
#include "console/desk/clock.hpp"
#include "console/desk/replay_desk.hpp"
#include "console/desk/summary.hpp"

namespace anxin {

DeskSession::DeskSession(Options options)
    : options_(std::move(options)),
      started_ns_(monotonic_ns()),
      import_(import_house()),
      dispatch_(dispatch_house()) {
  frame_.pack = options_.pack;
  frame_.store_name = options_.store.filename().string();
  frame_.load = {LoadState::Loading, "正在打开数据", "Opening the store", 0, 0, {}};
  frame_.months = {LoadState::Loading, "正在读取工资月报", "Reading the project-months", 0, 0, {}};
  work_jobs_.post("base", [this] {
    auto base = base_map_of(*options_.pack);
    if (!base) return publish([&](Frame& f) { f.load = {LoadState::Failed, "", "", 0, 0, base.error()}; });
    auto shared = std::make_shared<const BaseMap>(std::move(*base));
    publish([&](Frame& f) { f.base = shared; });
  });
  store_jobs_.post("load", [this] { load(); });
}

DeskSession::~DeskSession() {
  store_jobs_.stop();
  work_jobs_.stop();
  find_jobs_.stop();
}

Frame DeskSession::frame() const {
  const std::lock_guard lock(mutex_);
  Frame f = frame_;
  f.now = f.clock = clock_now();
  f.present = f.world.operations;
  show_moment(f);
  return f;
}

std::uint64_t DeskSession::version() const {
  const std::lock_guard lock(mutex_);
  return version_;
}

void DeskSession::publish(const std::function<void(Frame&)>& change) {
  {
    const std::lock_guard lock(mutex_);
    change(frame_);
    ++version_;
  }
  if (options_.wake) options_.wake();
}

// --now stands still; a simulated store's clock starts at its anchor and runs; else the wall clock. Under
// mutex_.
Instant DeskSession::clock_now() const {
  if (options_.now) return *options_.now;
  if (anchor_) {
    return *anchor_ +
           std::chrono::floor<std::chrono::seconds>(std::chrono::nanoseconds(monotonic_ns() - started_ns_));
  }
  return wall_clock();
}

// Under mutex_.
Day DeskSession::clock_day() const { return day_of(clock_now()); }

void DeskSession::load() {
  const auto failed = [this](const Error& error) {
    spdlog::error("{}", error.en);
    publish([&](Frame& f) {
      f.load = {LoadState::Failed, "未能读取数据", "The store could not be read", 0, 0, error};
    });
  };
  if (!store_) {
    auto store = open_store(options_.store, OpenMode::ReadWrite);
    if (!store) store = open_store(options_.store, OpenMode::ReadOnly);
    if (!store) return failed(store.error());
    store_ = std::move(*store);
    dispatch_.open(*store_);
  }
  seen_changes_ = store_->foreign_changes();
  const auto progress = [this](std::size_t done, std::size_t total) {
    publish([&](Frame& f) {
      f.load = {LoadState::Loading, "正在读取项目", "Reading the projects", done, total, {}};
    });
  };
  auto registry = store_->load_registry({}, progress);
  if (!registry) return failed(registry.error());
  const std::shared_ptr<const Registry> shared = std::move(*registry);
  Day as_of{}, today{};
  {
    const std::lock_guard lock(mutex_);
    anchor_ = shared->simulated ? shared->anchor : std::nullopt;
    today = clock_day();
    as_of = wanted_ = pinned_ ? *pinned_ : options_.as_of.value_or(today);
    live_ = known_ = nullptr;
  }
  std::shared_ptr<const RiskTable> risk;
  if (auto kept = store_->load_risk(*shared, as_of, options_.pack->rules.digest); kept && *kept) {
    risk = std::make_shared<const RiskTable>(std::move(**kept));
  }
  Filters filters;
  {
    const std::lock_guard lock(mutex_);
    filters = filters_;
  }
  auto summary =
      std::make_shared<const Summary>(summarise(*shared, risk.get(), nullptr, nullptr, filters, as_of));
  publish([&](Frame& f) {
    f.world = {shared, risk, nullptr, nullptr, nullptr, f.world.operations, shared->revision};
    f.summary = summary;
    f.detail = nullptr;
    f.as_of = as_of;
    f.today = today;
    f.then_known = false;
    f.timeline = nullptr;
    f.clauses = nullptr;
    f.simulated = shared->simulated;
    f.stale = false;
    f.found = nullptr;
    f.can_find = false;
    f.set = nullptr;
    for (const Notice& notice : store_->notices()) {  // a reload keeps what else was said
      const auto same = [&](const Notice& said) { return said.zh == notice.zh; };
      if (std::ranges::none_of(f.notices, same)) f.notices.push_back(notice);
    }
    f.load = {LoadState::Ready, "", "", 0, 0, {}};
    f.months = {LoadState::Loading, "正在读取工资月报", "Reading the project-months", 0, 0, {}};
  });
  store_jobs_.post("months", [this, shared] { load_months(shared); });
  find_jobs_.post("index", [this, shared] { build_search(shared); });
  work_jobs_.post("set", [this] { refresh_set(); });
}

void DeskSession::load_months(const std::shared_ptr<const Registry>& registry) {
  const auto progress = [this](std::size_t done, std::size_t total) {
    publish([&](Frame& f) { f.months.done = done, f.months.total = total; });
  };
  auto history = store_->load_history(*registry, {}, progress);
  if (!history) {
    return publish([&](Frame& f) {
      f.months = {LoadState::Failed, "未能读取工资月报", "The project-months could not be read", 0, 0,
                  history.error()};
    });
  }
  auto whole = std::make_shared<Registry>(*registry);  // published ones never change: a copy gets the rest
  whole->take(std::move(*history));
  const std::shared_ptr<const Registry> shared = std::move(whole);
  publish([&](Frame& f) {
    live_ = shared;
    f.world.registry = shared;
    f.months = {LoadState::Ready, "", "", 0, 0, {}};
  });
  work_jobs_.post("day", [this] { show_day(); });
}

// The registry as it was known at the end of a day, whole; then the day is shown.
void DeskSession::load_known(Day day) {
  {
    const std::lock_guard lock(mutex_);
    if (wanted_ != day || !wanted_known_) return;  // the person has moved on
  }
  const Instant end = start_of(day + std::chrono::days(1)) - std::chrono::seconds(1);
  const auto failed = [this](const Error& error) {
    spdlog::error("{}", error.en);
    publish([&](Frame& f) { f.notices.push_back({error.zh, error.en}); });
  };
  auto registry = store_->load_registry(end);
  if (!registry) return failed(registry.error());
  auto history = store_->load_history(**registry, end);
  if (!history) return failed(history.error());
  (*registry)->take(std::move(*history));
  {
    const std::lock_guard lock(mutex_);
    known_ = std::move(*registry);
    known_day_ = day;
  }
  work_jobs_.post("day", [this] { show_day(); });
}

// Grades, coverage and summary of the day that is wanted, published together; what they change against the
// days before comes after. A table that is there for this day already (kept in the store) is not made again.
void DeskSession::show_day() {
  std::shared_ptr<const Registry> registry;
  std::shared_ptr<const RiskTable> risk;
  Day day{}, today{};
  Instant now{};
  bool then_known = false, kept = false;
  Filters filters;
  std::string selected;
  {
    const std::lock_guard lock(mutex_);
    day = wanted_, then_known = wanted_known_, today = clock_day(), now = clock_now();
    registry = then_known ? (known_day_ == day ? known_ : nullptr) : live_;
    if (!registry) {
      if (then_known && live_) store_jobs_.post("known", [this, day] { load_known(day); });
      return;
    }
    kept = frame_.world.risk && frame_.world.registry == registry && frame_.world.risk->as_of == day;
    if (kept) risk = frame_.world.risk;
    filters = filters_;
    selected = selected_;
  }
  if (!kept) risk = std::make_shared<const RiskTable>(assess_all(*registry, options_.pack->rules, day));
  auto coverage = std::make_shared<const Coverage>(coverage_of(*registry, options_.pack->coverage, day, now));
  auto summary =
      std::make_shared<const Summary>(summarise(*registry, risk.get(), nullptr, nullptr, filters, day));
  publish([&](Frame& f) {
    f.world = {registry, risk, nullptr, nullptr, coverage, f.world.operations, f.world.revision};
    f.summary = summary;
    f.as_of = day;
    f.today = today;
    f.then_known = then_known;
    f.detail = nullptr;
    f.clauses = nullptr;
  });
  work_jobs_.post("clauses", [this] { read_clauses(); });
  if (!selected.empty()) store_jobs_.post("detail", [this, selected] { make_detail(selected); });
  work_jobs_.post("changes", [this] { count_changes(); });
  if (!kept && !then_known && day == today && options_.keep_risk) {
    store_jobs_.post("keep", [this, registry, risk] {
      if (auto done = store_->save_risk(*registry, *risk); !done) spdlog::warn("{}", done.error().en);
    });
  }
}

// The day and the week before, for the changes on the tiles and in the table: a step each, so that another
// day asked for meanwhile waits for one step at most.
void DeskSession::count_changes() {
  std::shared_ptr<const Registry> registry;
  std::shared_ptr<const RiskTable> risk;
  bool day_before = false;
  {
    const std::lock_guard lock(mutex_);
    if (frame_.as_of != wanted_ || frame_.then_known != wanted_known_) return;  // soon another day
    registry = frame_.world.registry;
    risk = frame_.world.risk;
    day_before = !frame_.world.risk_day;
  }
  auto table = std::make_shared<const RiskTable>(
      assess_all(*registry, options_.pack->rules, risk->as_of - std::chrono::days(day_before ? 1 : 7)));
  bool shown = false;
  publish([&](Frame& f) {
    shown = f.world.risk == risk;
    if (shown) (day_before ? f.world.risk_day : f.world.risk_week) = std::move(table);
  });
  if (!shown) return;
  if (day_before) {
    work_jobs_.post("changes", [this] { count_changes(); });
    return;
  }
  refresh_summary();
  work_jobs_.post("week", [this] { count_week(); });
}

// The table of clauses, where it is on the screen and not yet of this day.
void DeskSession::read_clauses() {
  World world;
  {
    const std::lock_guard lock(mutex_);
    if (!clauses_wanted_ || frame_.clauses || !frame_.world.coverage) return;
    world = frame_.world;
  }
  const Pack& pack = *options_.pack;
  auto table = std::make_shared<const ClauseTable>(
      clause_table(*world.registry, pack.clauses, pack.clause_terms, *world.coverage));
  publish([&](Frame& f) {
    if (f.world.coverage == world.coverage) f.clauses = std::move(table);
  });
}

// One more week of the timeline, the newest that is missing; then the next, after whatever else waits.
void DeskSession::count_week() {
  std::shared_ptr<const Registry> registry;
  std::shared_ptr<const Timeline> before;
  Day today{};
  {
    const std::lock_guard lock(mutex_);
    registry = live_;
    before = frame_.timeline;
    today = clock_day();
  }
  if (!registry) return;
  auto timeline = std::make_shared<Timeline>();
  if (before && before->day.back() == today) {
    *timeline = *before;
  } else {
    for (std::size_t i = 0; i < Timeline::kWeeks; ++i) {
      timeline->day.push_back(today - std::chrono::days(7 * (Timeline::kWeeks - 1 - i)));
    }
    timeline->severe.assign(Timeline::kWeeks, -1);
  }
  std::size_t week = Timeline::kWeeks;
  while (week > 0 && timeline->severe[week - 1] >= 0) --week;
  if (week == 0) return;
  const Day day = timeline->day[week - 1];
  timeline->severe[week - 1] =
      static_cast<std::int32_t>(severe_active(*registry, assess_all(*registry, options_.pack->rules, day)));
  publish([&](Frame& f) {
    if (live_ == registry) f.timeline = timeline;
  });
  work_jobs_.post("week", [this] { count_week(); });
}

void DeskSession::refresh_summary() {
  World world;
  Filters filters;
  Day as_of{};
  {
    const std::lock_guard lock(mutex_);
    world = frame_.world;
    filters = filters_;
    as_of = frame_.as_of;
  }
  if (!world.registry) return;
  auto summary = std::make_shared<const Summary>(summarise(
      *world.registry, world.risk.get(), world.risk_day.get(), world.risk_week.get(), filters, as_of));
  publish([&](Frame& f) {
    if (f.world.registry == world.registry && f.world.risk == world.risk) f.summary = summary;
  });
  refresh_set();
}

void DeskSession::make_detail(const std::string& id) {
  World world;
  Day as_of{};
  {
    const std::lock_guard lock(mutex_);
    if (selected_ != id) return;
    world = frame_.world;
    as_of = frame_.as_of;
  }
  if (!world.registry || !world.registry->months) return;  // asked again when the months are there
  const Index index = world.registry->find_project(id);
  if (index == kNone) return;
  auto detail = std::make_shared<ProjectDetail>();
  detail->project = index;
  detail->revision = world.revision;
  detail->facts = facts_of(*world.registry, index, as_of);
  detail->assessment = assess(detail->facts, options_.pack->rules, as_of);
  detail->counterfactual = counterfactual(detail->facts, options_.pack->rules, as_of);
  if (auto history = store_->history(id, 50)) detail->history = std::move(*history);
  std::erase_if(detail->history, [&](const HistoryEntry& entry) { return day_of(entry.at) > as_of; });
  publish([&](Frame& f) {
    if (selected_ == id && f.world.registry == world.registry && f.as_of == as_of)
      f.detail = std::move(detail);
  });
}

void DeskSession::handle(const Outbox& outbox, const ViewState& view) {
  bool filters_moved = false, selection_moved = false, set_moved = false, reload = false,
       clauses_asked = false;
  {
    const std::lock_guard lock(mutex_);
    filters_moved = !(filters_ == filters_in_force(view));
    selection_moved = selected_ != view.selected;
    filters_ = filters_in_force(view);
    selected_ = view.selected;
    replaying_ = view.replay.has_value();
    if (selection_moved) {
      frame_.detail = nullptr;
      ++version_;
    }
    clauses_asked = view.tab == ViewTab::Clauses && !frame_.clauses && !clauses_wanted_;
    clauses_wanted_ = view.tab == ViewTab::Clauses;
    set_moved = !(set_ == view.set);
    if (set_moved) set_ = view.set;
    for (const Ask& ask : outbox.asks) reload = reload || std::holds_alternative<Reload>(ask);
    if (reload) frame_.load = {LoadState::Loading, "正在打开数据", "Opening the store", 0, 0, {}};
  }
  want(view.as_of, view.then_known);
  if (filters_moved) work_jobs_.post("summary", [this] { refresh_summary(); });
  if (clauses_asked) work_jobs_.post("clauses", [this] { read_clauses(); });
  if (set_moved) work_jobs_.post("set", [this] { refresh_set(); });
  for (const Ask& ask : outbox.asks) {
    if (const Find* wanted = std::get_if<Find>(&ask)) {
      find_jobs_.post("find", [this, wish = *wanted] { find(wish); });
    } else if (const ExportList* list = std::get_if<ExportList>(&ask)) {
      work_jobs_.post("", [this, wish = *list, of = view.safeguard] { export_list(wish, of); });
    } else if (const LookForFile* look = std::get_if<LookForFile>(&ask)) {
      import_.look(look->folder);
    } else if (const PreviewImport* preview = std::get_if<PreviewImport>(&ask)) {
      import_.preview(preview->wish);
    } else if (std::holds_alternative<SaveRejects>(ask)) {
      import_.save_rejects();
    } else if (std::holds_alternative<CloseImport>(ask)) {
      import_.close();
    }
  }
  for (const Command& command : outbox.commands) {
    if (const ApplyImport* apply = std::get_if<ApplyImport>(&command)) {
      import_.apply(apply->preview);
    } else if (const UndoBatch* undo = std::get_if<UndoBatch>(&command)) {
      import_.undo(undo->batch);
    } else if (const RunOperation* operation = std::get_if<RunOperation>(&command)) {
      dispatch_.carry_out(*operation);
    }
  }
  dispatch_.show(view);
  if (selection_moved && !view.selected.empty()) {
    store_jobs_.post("detail", [this, id = view.selected] { make_detail(id); });
  }
  if (reload) store_jobs_.post("load", [this] { load(); });
}

// What the taking in of files needs of this session.
ImportDesk::House DeskSession::import_house() {
  ImportDesk::House house;
  house.pack = options_.pack;
  house.program = options_.program;
  house.publish = [this](std::shared_ptr<const ImportState> state) {
    publish([&](Frame& f) { f.import = std::move(state); });
  };
  house.say = [this](std::string zh, std::string en) {
    publish([&](Frame& f) { f.notices.push_back({std::move(zh), std::move(en)}); });
  };
  house.with_store = [this](std::function<void(Store*)> work) {
    store_jobs_.post("", [this, work = std::move(work)] { work(store_.get()); });
  };
  house.registry = [this] {
    const std::lock_guard lock(mutex_);
    return live_ ? live_ : frame_.world.registry;
  };
  house.now = [this] {
    const std::lock_guard lock(mutex_);
    return clock_now();
  };
  house.operations = [this] { return dispatch_.operations(); };
  house.weigh = [this](Intake intake) { return dispatch_.weigh(std::move(intake)); };
  house.enter = [this](const OperationCommand& wish, const std::string& id, const std::string& source) {
    return dispatch_.enter(wish, id, source);
  };
  house.may_write = [this] { return may_write(); };
  house.reload = [this] { load(); };
  return house;
}

// What incidents and dispatch need of it.
DispatchDesk::House DeskSession::dispatch_house() {
  DispatchDesk::House house;
  house.pack = options_.pack;
  house.store = options_.store;
  house.seat = options_.seat;
  house.writes = options_.keep_risk;
  house.publish = [this](const std::function<void(Frame&)>& change) { publish(change); };
  house.with_store = [this](std::function<void(Store*)> work) {
    store_jobs_.post("", [this, work = std::move(work)] { work(store_.get()); });
  };
  house.registry = [this] {
    const std::lock_guard lock(mutex_);
    return live_ ? live_ : frame_.world.registry;
  };
  house.now = [this] {
    const std::lock_guard lock(mutex_);
    return clock_now();
  };
  house.may_write = [this] { return may_write(); };
  return house;
}

std::optional<Error> DeskSession::may_write() {
  const std::lock_guard lock(mutex_);
  if (wanted_ == clock_day() && !wanted_known_ && !replaying_) return {};
  return Error{ErrorCode::Usage, "历史视图不可写入：按 End 回到实时再试。",
               "A past day is shown and nothing can be written: press End for the present day, then again."};
}

// Shows the day asked for, or the clock's; that one moves at midnight.
void DeskSession::want(std::optional<Day> pinned, bool then_known) {
  {
    const std::lock_guard lock(mutex_);
    pinned_ = pinned;
    const Day day = pinned ? *pinned : options_.as_of.value_or(clock_day());
    if (day == wanted_ && then_known == wanted_known_) return;
    wanted_ = day;
    wanted_known_ = then_known;
    if (!live_) return;  // shown when the months are there
  }
  work_jobs_.post("day", [this] { show_day(); });
}

void DeskSession::look_for_other_writers() {
  const std::int64_t now = monotonic_ns();
  if (now - last_look_ns_ < 1'000'000'000) return;
  last_look_ns_ = now;
  std::optional<Day> pinned;
  bool then_known = false;
  {
    const std::lock_guard lock(mutex_);
    pinned = pinned_;
    then_known = wanted_known_;
  }
  want(pinned, then_known);
  dispatch_.tick();
  store_jobs_.post("look", [this] {
    if (!store_) return;
    const std::uint64_t changes = store_->foreign_changes();
    if (changes == seen_changes_) return;
    seen_changes_ = changes;
    Revision seen = 0;
    {
      const std::lock_guard lock(mutex_);
      seen = frame_.world.head();
    }
    const Revision head = store_->revision();
    if (seen == head) return;                    // derived data only
    if (dispatch_.catch_up(seen, head)) return;  // incidents only: the registry stands
    publish([](Frame& f) { f.stale = true; });
    store_jobs_.post("load", [this] { load(); });
  });
}

void DeskSession::wait_ready() {
  do {
    store_jobs_.wait_idle();
    work_jobs_.wait_idle();
    find_jobs_.wait_idle();
    import_.wait_idle();
    dispatch_.wait_idle();
  } while (!store_jobs_.idle() || !work_jobs_.idle() || !find_jobs_.idle() || !import_.idle() ||
           !dispatch_.idle());
}

}  // namespace anxin
