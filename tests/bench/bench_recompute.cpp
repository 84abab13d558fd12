// Another day worked out anew: grades, coverage and the summary of filters and districts, as the strip of
// days asks for them, over all projects of a store and their months. Five runs, all printed.
//     bench_recompute STORE BOUND_MS [AGGREGATE_BOUND_MS]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "console/desk/summary.hpp"
#include "data/model/assess.hpp"
#include "data/model/coverage.hpp"
#include "data/packs/pack.hpp"
#include "data/store/store.hpp"

namespace {

using namespace anxin;
using Clock = std::chrono::steady_clock;

template <class Work>
double ms_of(const Work& work) {
  const auto start = Clock::now();
  work();
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

bool print(const char* name, std::vector<double> runs, double bound_ms) {
  std::printf("  runs ");
  for (const double r : runs) std::printf(" %.1f", r);
  std::ranges::sort(runs);
  const double m = runs[runs.size() / 2];
  std::printf(" ms\n%s: %.1f ms, bound %.0f ms, ratio %.2f %s\n", name, m, bound_ms, m / bound_ms,
              m <= bound_ms ? "ok" : "OVER");
  return m <= bound_ms;
}

int stop(const Error& error) {
  std::fprintf(stderr, "%s\n", error.en.c_str());
  return 4;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const auto folder = find_pack({});
  if (!folder) return stop(folder.error());
  const auto pack = load_pack(*folder);
  if (!pack) return stop(pack.error());
  auto store = open_store(argv[1], OpenMode::ReadOnly);
  if (!store) return stop(store.error());
  auto registry = (*store)->load_registry();
  if (!registry) return stop(registry.error());
  auto history = (*store)->load_history(**registry);
  if (!history) return stop(history.error());
  (*registry)->take(std::move(*history));
  const Registry& r = **registry;
  const Day today = day_of(r.anchor.value_or(Instant{}));
  std::vector<double> grades, whole, sums;
  std::size_t seen = 0;
  for (int run = 0; run < 5; ++run) {
    const Day day = today - std::chrono::days(30 * (run + 1));
    RiskTable risk;
    Coverage coverage;
    const double graded = ms_of([&] { risk = assess_all(r, pack->rules, day); });
    const double covered =
        ms_of([&] { coverage = coverage_of(r, pack->coverage, day, start_of(day + std::chrono::days(1))); });
    Filters filters;
    filters.sectors = 0x5;
    filters.grade_hidden[0] = run % 2 == 1;
    const double summed = ms_of([&] { seen += summarise(r, &risk, nullptr, nullptr, filters, day).shown; });
    grades.push_back(graded);
    whole.push_back(graded + covered + summed);
    sums.push_back(summed);
  }
  std::printf("%s: %zu projects, shown in all %zu\n", argv[1], r.projects(), seen);
  bool ok = print("grades of another day", grades, std::atof(argv[2]));
  print("with coverage and summary", whole, std::atof(argv[2]));
  if (argc > 3) ok = print("aggregates by unit and grade, filtered", sums, std::atof(argv[3])) && ok;
  return ok ? 0 : 1;
}
