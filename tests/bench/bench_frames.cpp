// Milliseconds a frame of the whole desk screen, panels included, off screen: panning and zooming along a
// fixed path, and dragging through the days. Five runs, all printed, the median of medians against the bound.
//     bench_frames STORE [WxH PAN_BOUND_MS | scrub BOUND_MS | dispatch BOUND_MS]
// dispatch: the dispatch view with 190,000 streets, 500 incidents and 5,000 units (dispatch_crowd.hpp).
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <thread>
#include <vector>

#include "console/window/bench.hpp"
#include "data/packs/pack.hpp"
#include "tests/bench/dispatch_crowd.hpp"

namespace {

using namespace anxin;

double quantile(std::vector<double> v, double share) {
  if (v.empty()) return 0;
  std::ranges::sort(v);
  return v[std::min(v.size() - 1, static_cast<std::size_t>(share * static_cast<double>(v.size())))];
}

struct Line {
  const char* name;
  double bound_ms;
  std::vector<double> runs;
};

bool print(const Line& line) {
  std::printf("  runs ");
  for (const double r : line.runs) std::printf(" %.2f", r);
  const double m = quantile(line.runs, 0.5);
  std::printf(" ms\n%s: %.2f ms, bound %.0f ms, ratio %.2f %s\n", line.name, m, line.bound_ms,
              m / line.bound_ms, m <= line.bound_ms ? "ok" : "OVER");
  return m <= line.bound_ms;
}

int stop(const Error& error) {
  std::fprintf(stderr, "%s\n", error.en.c_str());
  return 4;
}

int scrub(DeskSession& session, double bound_ms) {
  Line between{"dragging: from one day drawn to the next", bound_ms, {}}, draw{"of it drawing", bound_ms, {}};
  const auto rest = [](double ms) {
    std::this_thread::sleep_for(std::chrono::duration<double, std::milli>(ms));
  };
  for (int run = 0; run < 5; ++run) {
    const auto ms = bench_scrub(session, 1920, 1080, 60, rest);
    if (!ms) return stop(ms.error());
    between.runs.push_back(quantile(ms->between_ms, 0.5));
    draw.runs.push_back(quantile(ms->draw_ms, 0.5));
  }
  print(draw);
  return print(between) ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 && argc != 4) return 2;
  const bool days = argc == 4 && std::string_view(argv[2]) == "scrub";
  const bool dispatch = argc == 4 && std::string_view(argv[2]) == "dispatch";
  int w = 1920, h = 1080;
  if (argc == 4 && !days && !dispatch && std::sscanf(argv[2], "%dx%d", &w, &h) != 2) return 2;
  const double pan_bound = argc == 4 ? std::atof(argv[3]) : 16;
  const auto folder = find_pack({});
  if (!folder) return stop(folder.error());
  auto pack = load_pack(*folder);
  if (!pack) return stop(pack.error());
  DeskSession::Options options;
  options.store = argv[1];
  options.pack = std::make_shared<const Pack>(std::move(*pack));
  options.keep_risk = false;
  DeskSession session(std::move(options));
  const auto asked = std::chrono::steady_clock::now();
  const auto since = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - asked).count();
  };
  double listed = 0, whole = 0;
  for (Frame f = session.frame(); !f.load.error && !f.months.error && whole == 0; f = session.frame()) {
    if (listed == 0 && f.load.state == LoadState::Ready) listed = since();
    if (f.months.state == LoadState::Ready && f.world.coverage) whole = since();
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  session.wait_ready();
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  std::printf(
      "  projects on the map after %.2f s, graded and covered after %.2f s, 53 weeks counted after %.1f s; "
      "peak memory %ld MB\n",
      listed, whole, since(), used.ru_maxrss / 1024);
  if (const Frame f = session.frame(); f.load.error) return stop(*f.load.error);
  if (days) return scrub(session, pan_bound);
  std::printf("%s: %u active projects, %dx%d\n", argv[1], session.frame().summary->total, w, h);
  const double more = pan_bound / 16;  // a million projects, or four times the pixels
  Line lines[] = {{"pan median", pan_bound, {}},
                  {"pan p95", 33 * more, {}},
                  {"pan worst", 50 * more, {}},
                  {"zoom median", 60 * more, {}},
                  {"zoom p95", 120 * more, {}}};
  double settle = 0;
  Frame frame = session.frame();
  ViewState view;
  if (dispatch) {
    frame = bench::with_crowd(std::move(frame), bench_centre());
    view.tab = ViewTab::Dispatch;
    view.selected_incident = bench::kWorst;
    std::printf("  dispatch view: %zu streets, %zu incidents, %zu units\n", frame.roads->stretches.size(),
                frame.world.operations->incidents->size(), frame.world.operations->units->size());
  }
  for (int run = 0; run < 5; ++run) {
    const auto times = bench_frames(frame, view, w, h, 240);
    if (!times) return stop(times.error());
    lines[0].runs.push_back(quantile(times->pan_ms, 0.5));
    lines[1].runs.push_back(quantile(times->pan_ms, 0.95));
    lines[2].runs.push_back(quantile(times->pan_ms, 1.0));
    lines[3].runs.push_back(quantile(times->zoom_ms, 0.5));
    lines[4].runs.push_back(quantile(times->zoom_ms, 0.95));
    settle = std::max(settle, times->settle_ms);
    if (run == 0)
      std::printf("  zoom frames exact at once: %d of %zu\n", times->zoom_exact, times->zoom_ms.size());
  }
  std::printf("  longest wait for the exact map after zooming: %.0f ms\n", settle);
  bool ok = true;
  for (const Line& line : lines) ok = print(line) && ok;
  return ok ? 0 : 1;
}
