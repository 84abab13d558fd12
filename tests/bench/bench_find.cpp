// A search among 200,000 and 1,000,000 projects: the index's build time and size, and the slowest query of a
// set of hard ones; five runs, all printed.
//     bench_find PACK
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <random>
#include <vector>

#include "console/desk/search_index.hpp"

namespace {

using namespace anxin;
using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

// Names as long and as alike as real ones: 17 characters on average.
Registry city(std::size_t n, const Pack& pack) {
  constexpr std::array<const char*, 8> kWhat{"安置房",         "商业金融用地", "中学改扩建",
                                             "道路及市政管线", "轨道交通车站", "污水处理厂",
                                             "医院门诊综合楼", "产业园"};
  constexpr std::array<const char*, 4> kPart{"一标段", "二标段", "施工总承包", "改造"};
  std::mt19937 dice(20261123);
  Registry r;
  const std::size_t enterprises = n / 12;
  for (std::size_t i = 0; i < enterprises; ++i) {
    r.enterprise_uscc.push_back(fmt::format("9111{:014}", i));
    r.enterprise_name.push_back(
        fmt::format("北京{}建筑工程第{}有限公司", pack.townships[dice() % pack.townships.size()].name, i));
  }
  for (std::size_t i = 0; i < n; ++i) {
    const Township& t = pack.townships[dice() % pack.townships.size()];
    r.id.push_back(fmt::format("P-{}-{:07}", t.district, i));
    r.name.push_back(fmt::format("{}{}项目{}{}", t.name, kWhat[dice() % 8], i % 997, kPart[dice() % 4]));
    r.general_contractor.push_back(static_cast<Index>(dice() % enterprises));
  }
  return r;
}

bool measure(std::size_t n, const Pack& pack, double bound_ms) {
  const Registry r = city(n, pack);
  const auto start = Clock::now();
  const SearchIndex index = SearchIndex::build(r, pack);
  std::printf("%zu projects: index built in %.0f ms, %.1f MB\n", n, ms_since(start),
              static_cast<double>(index.bytes()) / 1e6);
  bool ok = true;
  for (const char* query :
       {"p", "1", "cyq", "jz", "xm", "zzzz", "项目", "金盏地区安置房", "北京", "没有的名字", "p-110105-00"}) {
    std::vector<double> runs;
    std::size_t found = 0;
    for (int run = 0; run < 5; ++run) {
      const auto asked = Clock::now();
      found = index.find(r, pack, query).best.size();
      runs.push_back(ms_since(asked));
    }
    std::printf("  runs ");
    for (const double ms : runs) std::printf(" %.1f", ms);
    std::ranges::sort(runs);
    const bool within = runs[2] <= bound_ms;
    ok &= within;
    std::printf(" ms  '%s' %zu found: %.1f ms, bound %.0f ms, ratio %.2f %s\n", query, found, runs[2],
                bound_ms, runs[2] / bound_ms, within ? "ok" : "OVER");
  }
  return ok;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const auto pack = load_pack(argv[1]);
  if (!pack) {
    std::fprintf(stderr, "%s\n", pack.error().en.c_str());
    return 4;
  }
  const bool small = measure(200'000, *pack, 50), large = measure(1'000'000, *pack, 50);
  return small && large ? 0 : 1;
}
