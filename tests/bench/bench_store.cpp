// Near 3 km and the 10 nearest among the projects of a store, through the store's SQL: five runs, all
// printed.
//     bench_store STORE
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <vector>

#include "data/store/store.hpp"

namespace {

using namespace anxin;
using Clock = std::chrono::steady_clock;

double median(std::vector<double> v) {
  std::ranges::sort(v);
  return v[v.size() / 2];
}

template <class Question>
std::vector<double> medians_of_five(const Question& question) {
  std::vector<double> runs;
  for (int run = 0; run < 5; ++run) {
    std::vector<double> ms;
    for (int i = 0; i < 200; ++i) {  // points on a spiral over the plain, the same every run
      const double t = i / 200.0;
      const LonLat at =
          LonLat::of_degrees(116.38 + 0.18 * t * std::cos(40 * t), 39.92 + 0.15 * t * std::sin(40 * t));
      const auto start = Clock::now();
      question(at);
      ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
    }
    runs.push_back(median(ms));
  }
  return runs;
}

bool print(const char* name, const std::vector<double>& runs, double bound_ms) {
  std::printf("  runs ");
  for (const double r : runs) std::printf(" %.3f", r);
  const double m = median(runs);
  std::printf(" ms\n%s: %.3f ms, bound %.1f ms, ratio %.2f %s\n", name, m, bound_ms, m / bound_ms,
              m <= bound_ms ? "ok" : "OVER");
  return m <= bound_ms;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  auto store = open_store(argv[1], OpenMode::ReadOnly);
  if (!store) {
    std::fprintf(stderr, "%s\n", store.error().en.c_str());
    return 4;
  }
  std::size_t found = 0;
  const auto radius =
      medians_of_five([&](LonLat at) { found += (*store)->near_radius(at, Metres::of_km(3))->size(); });
  const auto nearest = medians_of_five([&](LonLat at) { found += (*store)->near_k(at, 10)->size(); });
  std::printf("  rows returned in all: %zu\n", found);
  const bool ok_radius = print("near 3 km", radius, 2.0);
  const bool ok_nearest = print("10 nearest", nearest, 0.2);
  return ok_radius && ok_nearest ? 0 : 1;
}
