// What a session does with lists of projects: search, the gathered set, the list written out.
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "console/desk/session.hpp"
#include "data/export/export.hpp"

namespace anxin {

// The index is made beside the loading: the first frame does not wait for it, and a search not for the
// assessment.
void DeskSession::build_search(const std::shared_ptr<const Registry>& registry) {
  auto index = std::make_shared<const SearchIndex>(SearchIndex::build(*registry, *options_.pack));
  publish([&](Frame& f) {
    search_ = std::move(index);
    f.can_find = true;
  });
}

void DeskSession::find(const Find& ask) {
  std::shared_ptr<const SearchIndex> index;
  std::shared_ptr<const Registry> registry;
  {
    const std::lock_guard lock(mutex_);
    index = search_;
    registry = frame_.world.registry;
  }
  // Of another revision: its index is on its way, and this worker makes it next.
  if (!index || !registry || index->revision() != registry->revision) return;
  auto found = std::make_shared<const Found>(index->find(*registry, *options_.pack, ask.query, ask.kinds));
  publish([&](Frame& f) { f.found = std::move(found); });
}

void DeskSession::refresh_set() {
  World world;
  std::shared_ptr<const Summary> summary;
  SetWish wish;
  bool had = false;
  {
    const std::lock_guard lock(mutex_);
    world = frame_.world;
    summary = frame_.summary;
    wish = set_;
    had = frame_.set != nullptr;
  }
  if (!world.registry || (wish.empty() && !had)) return;
  std::shared_ptr<const SelectionSet> set;
  if (!wish.empty()) {
    set = std::make_shared<const SelectionSet>(select_set(
        *world.registry, world.risk.get(),
        summary ? std::span<const std::uint8_t>(summary->mask) : std::span<const std::uint8_t>(), wish));
  }
  publish([&](Frame& f) {
    if (f.world.registry == world.registry) f.set = std::move(set);
  });
}

void DeskSession::export_list() {
  Frame now;
  {
    const std::lock_guard lock(mutex_);
    now = frame_;
    now.now = clock_now();
  }
  const auto say = [this](std::string zh, std::string en) {
    publish([&](Frame& f) { f.notices.push_back({std::move(zh), std::move(en)}); });
  };
  if (!now.world.registry || !now.world.risk || !now.summary) {
    return say("未能导出清单：等级还在计算，稍后再导出。",
               "The list was not written: the grades are still being worked out. Try again in a moment.");
  }
  ExportRequest request;
  const Instant local = now.now + kBeijingOffset;
  const std::chrono::hh_mm_ss clock(local - std::chrono::floor<std::chrono::days>(local));
  request.out = options_.store.parent_path() / fmt::format("{}-list-{}-{:02}{:02}{:02}.csv",
                                                           options_.store.stem().string(),
                                                           to_string(day_of(now.now)), clock.hours().count(),
                                                           clock.minutes().count(), clock.seconds().count());
  request.crs = parse_crs("cgcs2000").value();
  request.written_at = now.now;
  request.source = now.store_name;
  std::vector<Index> rows;
  if (now.set) {
    rows = now.set->projects;
  } else {
    for (Index i = 0; i < now.summary->mask.size(); ++i) {
      if (now.summary->mask[i] != 0) rows.push_back(i);
    }
  }
  request.only = std::move(rows);
  const auto done = export_projects(*now.world.registry, *now.world.risk, request);
  if (!done) {
    spdlog::warn("{}", done.error().en);
    return say("未能导出清单：" + done.error().zh, "The list was not written: " + done.error().en);
  }
  const std::string file = request.out.string();
  say(fmt::format("已导出 {} 个项目：{}", done->rows, file),
      fmt::format("{} projects written to {}", done->rows, file));
}

}  // namespace anxin
