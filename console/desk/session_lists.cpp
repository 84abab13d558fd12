// What a session does with lists of projects: search, the gathered set, the list written out.
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "console/desk/session.hpp"
#include "data/export/export.hpp"

namespace anxin {
namespace {

std::string_view file_word(ExportWhat what) {
  constexpr std::array<std::string_view, 7> kWords{"list",     "behind",  "districts",  "units",
                                                   "coverage", "clauses", "enterprises"};
  return kWords[static_cast<std::size_t>(what)];
}

std::string_view extension_of(ExportFormat format) {
  constexpr std::array<std::string_view, 5> kExtensions{"csv", "xlsx", "gpkg", "geojson", "shp"};
  return kExtensions[static_cast<std::size_t>(format)];
}

Result<ExportSummary> write_list(const Frame& now, const ExportList& wish, Safeguard safeguard,
                                 ExportRequest& request) {
  const Registry& r = *now.world.registry;
  const RiskTable& risk = *now.world.risk;
  const Coverage& coverage = *now.world.coverage;
  switch (wish.what) {
    case ExportWhat::Behind:
      request.only = behind(coverage, r, safeguard, wish.state, {wish.unit, {}});
      if (counted_over(safeguard) == CountedOver::Enterprises)
        return export_enterprises(r, now.as_of, request);
      return export_projects(r, risk, request);
    case ExportWhat::Districts:
      return export_districts(r, risk, *now.pack, request);
    case ExportWhat::Units:
      return export_units(r, risk, request);
    case ExportWhat::Coverage:
      return export_coverage(r, coverage, request);
    case ExportWhat::Clauses:
      return export_clauses(r, clause_table(r, now.pack->clauses, now.pack->clause_terms, coverage), request);
    case ExportWhat::Enterprises:
      return export_enterprises(r, now.as_of, request);
    case ExportWhat::Projects:
      break;
  }
  if (now.set) {
    request.only = now.set->projects;
  } else {
    request.only.emplace();
    for (Index i = 0; i < now.summary->mask.size(); ++i)
      if (now.summary->mask[i] != 0) request.only->push_back(i);
  }
  return export_projects(r, risk, request);
}

}  // namespace

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

void DeskSession::export_list(const ExportList& wish, Safeguard safeguard) {
  Frame now;
  {
    const std::lock_guard lock(mutex_);
    now = frame_;
    now.now = clock_now();
  }
  const auto say = [this](std::string zh, std::string en) {
    publish([&](Frame& f) { f.notices.push_back({std::move(zh), std::move(en)}); });
  };
  if (!now.world.registry || !now.world.risk || !now.summary || !now.world.coverage || !now.pack) {
    return say("未能导出清单：等级还在计算，稍后再导出。",
               "The list was not written: the grades are still being worked out. Try again in a moment.");
  }
  ExportRequest request;
  const Instant local = now.now + kBeijingOffset;
  const std::chrono::hh_mm_ss clock(local - std::chrono::floor<std::chrono::days>(local));
  request.out = options_.store.parent_path() /
                fmt::format("{}-{}-{}-{:02}{:02}{:02}.{}", options_.store.stem().string(),
                            file_word(wish.what), to_string(day_of(now.now)), clock.hours().count(),
                            clock.minutes().count(), clock.seconds().count(), extension_of(wish.format));
  request.crs = parse_crs("cgcs2000").value();
  request.written_at = now.now;
  if (now.then_known) request.known = start_of(now.as_of + std::chrono::days(1));
  request.source = now.store_name;
  const auto done = write_list(now, wish, safeguard, request);
  if (!done) {
    spdlog::warn("{}", done.error().en);
    return say("未能导出清单：" + done.error().zh, "The list was not written: " + done.error().en);
  }
  const std::string file = request.out.string();
  if (wish.what == ExportWhat::Projects) {
    return say(fmt::format("已导出 {} 个项目：{}", done->rows, file),
               fmt::format("{} projects written to {}", done->rows, file));
  }
  say(fmt::format("已导出 {} 行：{}", done->rows, file),
      fmt::format("{} rows written to {}", done->rows, file));
}

}  // namespace anxin
