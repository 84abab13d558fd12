// Fuzzes the reading of a pack: any bytes as any one of its files. The first byte chooses the file. What is
// refused must say so in both languages with the file's name; what is accepted must keep what the reader
// promises.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <string>
#include <string_view>

#include "data/packs/pack_files.hpp"

namespace {

template <class T>
void check(const anxin::Result<T>& part) {
  if (part) return;
  const auto& e = part.error();
  if (e.code != anxin::ErrorCode::BadInput) std::abort();
  if (e.zh.find("F:") == std::string::npos || e.en.find("F:") == std::string::npos) std::abort();
  if (e.zh.find("字段 ") == std::string::npos || e.en.find("field ") == std::string::npos) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace anxin::packs;
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string file = "F";
  Lines lines;
  switch (data[0] % 14) {
    case 0:
      check(read_manifest(text, file));
      break;
    case 1: {
      const auto districts = read_districts(text, file, lines);
      check(districts);
      if (districts && districts->size() != lines.size()) std::abort();
      break;
    }
    case 2:
      check(read_units(text, file));
      break;
    case 3:
      check(read_townships(text, file));
      break;
    case 4:
      check(read_member_units(text, file));
      break;
    case 5:
      check(read_clauses(text, file, lines));
      break;
    case 6: {
      const auto rules = read_rules(text, file);
      check(rules);
      int sum = 0;
      if (rules) {
        for (const int w : rules->weight) sum += w;
        if (sum != 100) std::abort();
      }
      break;
    }
    case 7:
      check(read_calendar(text, file));
      break;
    case 8:
      check(read_speeds(text, file));
      break;
    case 9: {
      const auto roads = read_roads(text, file);
      check(roads);
      if (!roads) break;
      for (const auto& road : *roads) {
        for (const auto& p : road.line) {
          if (!std::isfinite(p.lon()) || !std::isfinite(p.lat())) std::abort();
        }
      }
      break;
    }
    case 10:
      check(read_places(text, file));
      break;
    case 11: {
      const auto levels = read_levels(text, file);
      check(levels);
      if (levels && !std::ranges::is_sorted(levels->profile.from_persons, std::ranges::greater{}))
        std::abort();
      break;
    }
    case 12: {
      const auto plans = read_response_plans(text, file);
      check(plans);
      if (plans && plans->plans.size() < anxin::kIncidentLevels) std::abort();
      break;
    }
    default: {
      const auto clocks = read_clocks(text, file);
      check(clocks);
      if (!clocks) break;
      const auto& t = clocks->terms;
      if (t.renotify_s <= 0 || t.renotify_s >= t.deputy_s || t.deputy_s >= t.next_level_s) std::abort();
      if (clocks->waterfall.size() != anxin::kMoneySources) std::abort();
      break;
    }
  }
  return 0;
}
