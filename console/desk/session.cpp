#include "console/desk/session.hpp"

#include <spdlog/spdlog.h>

#include <chrono>
#include <utility>

#include "console/desk/base_map.hpp"
#include "console/desk/clock.hpp"
#include "console/desk/summary.hpp"

namespace anxin {

DeskSession::DeskSession(Options options) : options_(std::move(options)), started_ns_(monotonic_ns()) {
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
  f.now = clock_now();
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
  Day as_of{};
  {
    const std::lock_guard lock(mutex_);
    anchor_ = shared->simulated ? shared->anchor : std::nullopt;
    as_of = options_.as_of ? *options_.as_of : day_of(clock_now());
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
  auto summary = std::make_shared<const Summary>(summarise(*shared, risk.get(), nullptr, nullptr, filters));
  publish([&](Frame& f) {
    f.world = {shared, risk, nullptr, nullptr, shared->revision};
    f.summary = summary;
    f.detail = nullptr;
    f.as_of = as_of;
    f.simulated = shared->simulated;
    f.stale = false;
    f.found = nullptr;
    f.can_find = false;
    f.set = nullptr;
    f.notices = store_->notices();
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
  std::string selected;
  publish([&](Frame& f) {
    f.world.registry = shared;
    f.months = {LoadState::Ready, "", "", 0, 0, {}};
    selected = selected_;
  });
  if (!selected.empty()) store_jobs_.post("detail", [this, selected] { make_detail(selected); });
  work_jobs_.post("assess", [this, shared] { assess_days(shared); });
}

// Today's grades unless the store kept them, then the day and the week before for the changes.
void DeskSession::assess_days(const std::shared_ptr<const Registry>& registry) {
  const RuleBook& rules = options_.pack->rules;
  Day as_of{};
  bool known = false;
  {
    const std::lock_guard lock(mutex_);
    if (frame_.world.registry != registry) return;
    as_of = frame_.as_of;
    known = frame_.world.risk != nullptr;
  }
  const auto table = [&](Day day) {
    return std::make_shared<const RiskTable>(assess_all(*registry, rules, day));
  };
  if (!known) {
    auto risk = table(as_of);
    publish([&](Frame& f) {
      if (f.world.registry == registry) f.world.risk = risk;
    });
    refresh_summary();
    if (options_.keep_risk) {
      store_jobs_.post("keep", [this, registry, risk] {
        if (auto kept = store_->save_risk(*registry, *risk); !kept) spdlog::warn("{}", kept.error().en);
      });
    }
  }
  auto day_before = table(as_of - std::chrono::days(1));
  auto week_before = table(as_of - std::chrono::days(7));
  publish([&](Frame& f) {
    if (f.world.registry != registry) return;
    f.world.risk_day = day_before;
    f.world.risk_week = week_before;
  });
  refresh_summary();
}

void DeskSession::refresh_summary() {
  World world;
  Filters filters;
  {
    const std::lock_guard lock(mutex_);
    world = frame_.world;
    filters = filters_;
  }
  if (!world.registry) return;
  auto summary = std::make_shared<const Summary>(
      summarise(*world.registry, world.risk.get(), world.risk_day.get(), world.risk_week.get(), filters));
  publish([&](Frame& f) {
    if (f.world.registry == world.registry) f.summary = summary;
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
  publish([&](Frame& f) {
    if (selected_ == id) f.detail = std::move(detail);
  });
}

void DeskSession::handle(const Outbox& outbox, const ViewState& view) {
  bool filters_moved = false, selection_moved = false, set_moved = false, reload = false;
  {
    const std::lock_guard lock(mutex_);
    filters_moved = !(filters_ == view.filters);
    selection_moved = selected_ != view.selected;
    filters_ = view.filters;
    selected_ = view.selected;
    if (selection_moved) {
      frame_.detail = nullptr;
      ++version_;
    }
    set_moved = !(set_ == view.set);
    if (set_moved) set_ = view.set;
    for (const Ask& ask : outbox.asks) reload = reload || std::holds_alternative<Reload>(ask);
    if (reload) frame_.load = {LoadState::Loading, "正在打开数据", "Opening the store", 0, 0, {}};
  }
  if (filters_moved) work_jobs_.post("summary", [this] { refresh_summary(); });
  if (set_moved) work_jobs_.post("set", [this] { refresh_set(); });
  for (const Ask& ask : outbox.asks) {
    if (const Find* wanted = std::get_if<Find>(&ask)) {
      find_jobs_.post("find", [this, wish = *wanted] { find(wish); });
    } else if (std::holds_alternative<ExportList>(ask)) {
      work_jobs_.post("", [this] { export_list(); });
    }
  }
  if (selection_moved && !view.selected.empty()) {
    store_jobs_.post("detail", [this, id = view.selected] { make_detail(id); });
  }
  if (reload) store_jobs_.post("load", [this] { load(); });
}

void DeskSession::look_for_other_writers() {
  const std::int64_t now = monotonic_ns();
  if (now - last_look_ns_ < 1'000'000'000) return;
  last_look_ns_ = now;
  store_jobs_.post("look", [this] {
    if (!store_) return;
    const std::uint64_t changes = store_->foreign_changes();
    if (changes == seen_changes_) return;
    seen_changes_ = changes;
    {
      const std::lock_guard lock(mutex_);
      if (frame_.world.revision == store_->revision()) return;  // derived data only
    }
    publish([](Frame& f) { f.stale = true; });
    store_jobs_.post("load", [this] { load(); });
  });
}

void DeskSession::wait_ready() {
  do {
    store_jobs_.wait_idle();
    work_jobs_.wait_idle();
    find_jobs_.wait_idle();
  } while (!store_jobs_.idle() || !work_jobs_.idle() || !find_jobs_.idle());
}

}  // namespace anxin
