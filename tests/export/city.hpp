// A small city for the tests of export: a Registry, its RiskTable and two districts, from a seed, with
// awkward names.
#pragma once
#include <random>

#include "data/export/export.hpp"

namespace anxin::test {

struct City {
  Registry registry;
  RiskTable risk;
  Pack pack;
};

inline MultiPolygon rectangle(double x0, double y0, double x1, double y1) {
  const auto at = [](double x, double y) { return LonLat::of_degrees(x, y); };
  return {{{at(x0, y0), at(x1, y0), at(x1, y1), at(x0, y1), at(x0, y0)}, {}}};
}

inline void add_project(City& city, std::size_t i, std::mt19937_64& random) {
  Registry& r = city.registry;
  const auto any = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  static const char* const kNames[] = {
      "望京住宅\"一\"期", "=HYPERLINK(\"http://x\")", "＋地铁", "@水务, 二标", "-1+2", "多行\n名称"};
  char id[20];
  std::snprintf(id, sizeof id, "P-110105-%04zu", i);
  r.id.push_back(id);
  r.name.push_back(kNames[i % 6]);
  r.township.push_back(i % 3 ? "望京街道" : "");
  const double lon = 116.0 + 0.0001 * any(10'000), lat = 39.5 + 0.0001 * any(10'000);
  const auto district = static_cast<std::uint8_t>(lon < 116.4 ? 0 : lon < 116.8 ? 1 : 255);
  r.at.push_back(LonLat::of_degrees(lon, lat));
  r.xy.push_back(to_map(r.at.back()));
  r.district.push_back(district);
  r.unit.push_back(i % 11 == 0 ? std::uint8_t{2} : district);
  r.sector.push_back(static_cast<Sector>(any(kSectors)));
  r.funding.push_back(static_cast<Funding>(any(3)));
  r.status.push_back(static_cast<ProjectStatus>(any(3)));
  r.unlicensed.push_back(i % 13 == 0);
  r.start.push_back(i % 7 ? 17'000 + any(900) : kUnknownDay);
  r.finish.push_back(i % 5 ? 18'000 + any(900) : kUnknownDay);
  r.pay_day.push_back(static_cast<std::uint8_t>(any(32)));
  r.contract_fen.push_back(i % 4 ? 100'000'000LL * any(90'000) + any(100) : kUnknownFen);
  r.owner.push_back(i % 2 ? 0 : kNone);
  r.general_contractor.push_back(i % 9 ? 1 : kNone);
  r.subcontractor.push_back(kNone);
  city.risk.grade.push_back(static_cast<Grade>(any(kGrades)));
  city.risk.incomplete.push_back(static_cast<std::uint8_t>(any(2)));
  city.risk.score_milli.push_back(any(100'001));
  city.risk.arrears_fen.push_back(i % 3 ? 0 : 100LL * any(90'000'000));
  city.risk.age_tenths.push_back(static_cast<std::int16_t>(any(60)));
  city.risk.rules.push_back(static_cast<RuleBits>(any(1 << kRules)));
}

inline City make_city(std::size_t projects, bool simulated, std::uint64_t seed = 2026) {
  City city;
  std::mt19937_64 random(seed);
  city.registry.simulated = simulated;
  for (const auto& [code, name] :
       {std::pair{"110105", "朝阳区"}, {"110108", "海淀区"}, {"BDA", "北京经济技术开发区"}}) {
    city.registry.unit_code.push_back(code);
    city.registry.unit_name.push_back(name);
  }
  for (const char* name : {"建设单位甲", "总承包乙"}) {
    city.registry.enterprise_uscc.push_back(name);
    city.registry.enterprise_name.push_back(name);
    city.registry.enterprise_credit.push_back(Credit::B);
  }
  for (std::size_t i = 0; i < projects; ++i) add_project(city, i, random);
  city.risk.as_of = *parse_day("2018-01-31");
  city.risk.rules_digest = "digest";
  city.pack.districts = {{"110105", "朝阳区", "Chaoyang", rectangle(116.0, 39.5, 116.4, 40.5), LonLat{}},
                         {"110108", "海淀区", "Haidian", rectangle(116.4, 39.5, 116.8, 40.5), LonLat{}}};
  return city;
}

}  // namespace anxin::test
