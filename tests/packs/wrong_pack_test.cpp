// A wrong pack is refused in one sentence that names file, line and field, in both languages: one planted
// fault at a time in a copy of the shipped pack.
#include <algorithm>
#include <filesystem>

#include "data/packs/pack_files.hpp"
#include "tests/packs/beijing.hpp"

namespace anxin {
namespace {

struct Planted {
  std::string file, find,
      put;         // the first `find` of the file becomes `put`; an empty `find` replaces the whole file
  std::string at;  // stands on the line that the sentence must name, in the damaged file; empty: line 1
  std::string field;
  std::string says;  // a part of the English sentence
};

int line_of(const std::string& text, const std::string& part) {
  const auto at = part.empty() ? 0 : text.find(part);
  EXPECT_NE(at, std::string::npos) << part;
  return 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

void copy_pack(const std::filesystem::path& to) {
  for (const auto& entry : std::filesystem::directory_iterator(test::pack_dir())) {
    if (entry.is_regular_file()) std::filesystem::copy_file(entry.path(), to / entry.path().filename());
  }
}

const std::vector<Planted>& faults() {
  static const std::vector<Planted> all{
      {"pack.toml", "city_zh = \"北京市\"\n", "", "", "city_zh", "missing"},
      {"pack.toml", "districts = 16", "districts = 15", "", "features", "15 entries, not 16"},
      {"pack.toml", "basic_permille = 950", "basic_permille = 1001", "basic_permille = 1001",
       "coverage.basic_permille", "1000"},
      {"pack.toml", "permille = 1000\nbasis", "permille = 0\nbasis", "permille = 0\nbasis",
       "coverage.law.permille", "from 1"},
      {"clauses.toml", "safeguard = \"wage_deposit\"", "safeguard = \"deposits\"", "safeguard = \"deposits\"",
       "clause.step.safeguard", "not known"},
      {"clauses.toml", "by = 2018-12-31\nbasic = true", "by = 2016-12-31\nbasic = true", "by = 2016-12-31",
       "clause.step.by", "ascend"},
      {"pack.toml", "issued = 2018-04-09", "issued = \"2018-04-09\"", "issued = \"2018", "plan.issued",
       "a date"},
      {"clauses.toml", "answered_by = \"sectors\"", "answered_by = \"guesses\"", "answered_by = \"guesses\"",
       "clause.answered_by", "not known"},
      {"clauses.toml", "evidence = \"wage_deposit of enterprises\"",
       "evidence = \"deposits\"\nanswered_by = \"sectors\"", "answered_by = \"sectors\"\n[[clause.step",
       "clause.answered_by", "has steps"},
      {"clauses.toml", "target = \"建筑、市政、交通", "target = \"建筑、采矿、交通", "target = \"建筑、采矿",
       "clause.target", "sectors"},
      {"pack.toml", "version = \"2026.11.1\"", "version = 3", "version = 3", "version", "a text"},
      {"supervising_units.toml", "urban = true", "urban = \"yes\"", "urban = \"yes\"", "unit.urban",
       "true or false"},
      {"supervising_units.toml", "urban = true\n", "", "[[unit]]", "unit.urban", "missing"},
      {"supervising_units.toml", "short_name = \"东城\"", "short_name = \"\"", "short_name = \"\"",
       "unit.short_name", "empty"},
      {"supervising_units.toml", "site_weight = 11", "site_weight = -1", "site_weight = -1",
       "unit.site_weight", "from 0"},
      {"supervising_units.toml", "site_weight = 11", "site_weight = nan", "site_weight = nan",
       "unit.site_weight", "from 0"},
      {"supervising_units.toml", "urban = true", "urban = true\ncolour = 3", "colour = 3", "unit.colour",
       "not known"},
      {"supervising_units.toml", "code = \"110102\"", "code = \"110101\"", "", "unit.code", "given twice"},
      {"supervising_units.toml", "district = \"110102\"", "district = \"110199\"", "", "unit.district",
       "ascending code"},
      {"supervising_units.toml", "may_lie_in = [\"110115\"", "may_lie_in = [\"110999\"", "",
       "unit.may_lie_in", "no such"},
      {"supervising_units.toml", "label_lat = 39.795", "label_lat = 139.795", "label_lat", "unit.label_lat",
       "from -90"},
      {"supervising_units.toml", "[[unit]]\ncode = \"BDA\"", "[[unit]\ncode = \"BDA\"", "[[unit]\n", "syntax",
       "TOML"},
      {"townships.csv", "code,name,district", "code,name", "", "header", "code,name,district"},
      {"townships.csv", "110101002,景山街道,110101\n", "", "", "row", "349 entries, not 348"},
      {"townships.csv", "110101002,景山街道,110101", "110101002,景山街道", "110101002", "row",
       "3 cells, not 2"},
      {"townships.csv", "110101002,景山街道", "110101002,", "110101002", "name", "empty"},
      {"townships.csv", "110101002,", "110101001,", "景山街道", "code", "ascend"},
      {"townships.csv", "110101002,景山街道,110101", "110101002,景山街道,110102", "景山街道", "district",
       "first six"},
      {"townships.csv", "110101002,", "11010100x,", "景山街道", "code", "nine digits"},
      {"member_units.toml", "\"人社\"", "\"财政\"", "", "unit.aliases", "given twice"},
      {"member_units.toml", "today = \"\"", "today = []", "today = []", "unit.today", "a text"},
      {"member_units.toml", "today = \"\"\nmember = false", "today = \"\"\nmember = true", "", "unit",
       "14 entries, not 15"},
      {"clauses.toml", "id = \"G8\"", "id = \"G10\"", "", "clause.id", "G10 should not stand here"},
      {"clauses.toml", "id = \"G8\"", "id = \"G7\"", "", "clause.id", "given twice"},
      {"clauses.toml", "lead = [\"hrss\"]", "lead = [\"nobody\"]", "", "clause.lead", "nobody"},
      {"clauses.toml", "op = \"falls\"", "op = \"rises\"", "op = \"rises\"", "clause.op", "not known"},
      {"clauses.toml", "due = \"2019-12-31\"", "due = \"2019-13-31\"", "2019-13-31", "clause.due", "a day"},
      {"rules.toml", "arrears_age = 35", "arrears_age = 34", "[score]", "score", "sum to 100, not 99"},
      {"rules.toml", "arrears_age = 35", "arrears_age = 35.5", "35.5", "score.arrears_age", "whole number"},
      {"rules.toml", "id = \"W4\"", "id = \"W99\"", "id = \"W99\"", "rule.id", "not known"},
      {"rules.toml", "id = \"W4\"", "id = \"W1\"", "", "rule.id", "each once"},
      {"rules.toml", "colour = \"yellow\"", "colour = \"mauve\"", "mauve", "rule.colour",
       "yellow, orange or red"},
      {"rules.toml", "unpaid_permille = 100", "unpaid_permille = 1001", "1001", "rule.unpaid_permille",
       "1000"},
      {"rules.toml", "red_after_months = 2", "red_after_months = 1", "red_after", "rule.red_after_months",
       "later"},
      {"rules.toml", "[acts]", "[act]", "", "acts", "missing"},
      {"calendar.toml", "2017-01-22", "2017-01-23", "2017-01-23", "year.holiday.workdays",
       "Saturday or Sunday"},
      {"calendar.toml", "last = 2017-02-02", "last = 2017-01-26", "2017-01-26", "year.holiday.last",
       "1 to 15"},
      {"calendar.toml", "first = 2017-01-27", "first = \"2017-01-27\"", "\"2017-01-27\"",
       "year.holiday.first", "a date"},
      {"calendar.toml", "first = 2017-04-02", "first = 2017-02-30", "2017-02-30", "syntax", "TOML"},
      {"calendar.toml", "year = 2018", "year = 2019", "year = 2019", "year.year", "follow"},
      {"calendar.toml", "2015-02-19, ", "", "", "spring_festival.days", "2015 to 2035"},
      {"calendar.toml", "2016-02-08", "2016-03-08", "2016-03-08", "spring_festival.days", "21 February"},
      {"levels.toml", "II = 50", "II = 100", "I = 100\nII", "profile.I", "more persons"},
      {"levels.toml", "III = 30", "III = 5", "III = 5", "profile.III", "more persons"},
      {"levels.toml", "IV = 5", "IV = 0", "IV = 0", "profile.IV", "from 1"},
      {"levels.toml", "IV = 5\n", "", "[[profile]]", "profile.IV", "missing"},
      {"levels.toml", "\"blocked_road\"", "\"blocked_rail\"", "raises_by_one", "profile.raises_by_one",
       "blocked_rail"},
      {"levels.toml", "\"blocked_road\"", "\"sensitive_area\"", "raises_by_one", "profile.raises_by_one",
       "twice"},
      {"levels.toml", "示例-公安口径", "示例-劳动口径", "\"示例-劳动口径\"\nI = 5000", "profile.name",
       "twice"},
      {"levels.toml", "III = 200", "III = 2000", "III = 2000", "profile.sensitive_area.III",
       "not be more persons than elsewhere"},
      {"levels.toml", "near_spring_festival_days = 30", "near_spring_festival_days = 0",
       "near_spring_festival_days = 0", "modifiers.near_spring_festival_days", "from 1"},
      {"levels.toml", "repeat_at_site_days = 30", "repeat_days = 30", "[modifiers]",
       "modifiers.repeat_at_site_days", "missing"},
      {"response_plans.toml", "level = \"III\"", "level = \"V\"", "level = \"V\"", "plan.level", "not known"},
      {"response_plans.toml", "level = \"III\"", "level = \"IV\"", "[[plan]]\nid = \"示例-Ⅲ\"",
       "plan.sectors", "a plan already"},
      {"response_plans.toml", "id = \"示例-Ⅲ\"", "id = \"示例-Ⅳ\"", "id = \"示例-Ⅳ\"\nlevel = \"III\"",
       "plan.id", "twice"},
      {"response_plans.toml", "[[plan]]\nid = \"示例-Ⅰ\"\nlevel = \"I\"\nunits",
       "[[plan]]\nid = \"示例-Ⅰ\"\nlevel = \"I\"\nsectors = [\"water\"]\nunits", "", "plan",
       "level I has no plan for housing"},
      {"response_plans.toml", "lead = 1, order = 2", "lead = 0, order = 2", "lead = 0", "plan.units",
       "a lead at least"},
      {"response_plans.toml", "order = 3", "order = 10", "order = 10", "plan.units.order", "from 0 to 9"},
      {"response_plans.toml", "order = 3", "order = 1", "order = 1, sector = 1, territory = 2",
       "plan.units.order", "level below"},
      {"response_plans.toml", "order = 3", "fire = 3", "fire = 3", "plan.units.fire", "not known"},
      {"response_plans.toml", "sectors = [\"military\"", "sectors = [\"navy\"", "\"navy\"", "plan.sectors",
       "navy"},
      {"response_plans.toml", "sectors = [\"military\", \"catering\"]", "sectors = []", "sectors = []",
       "plan.sectors", "empty"},
      {"response_plans.toml", "water = \"water\"", "water = \"\"", "units = { lead = 1, order = 1, sector",
       "plan.units.sector", "answers for water"},
      {"response_plans.toml", "water = \"water\"", "water = \"waters\"", "water = \"waters\"",
       "sector_office.water", "waters"},
      {"response_plans.toml", "water = \"water\"\n", "", "[sector_office]\nhousing", "sector_office.water",
       "missing"},
      {"clocks.toml", "acknowledge_s = 60", "acknowledge_s = 0", "acknowledge_s = 0", "clocks.acknowledge_s",
       "from 1"},
      {"clocks.toml", "dispute_s = 7200", "dispute_s = -1", "dispute_s = -1", "clocks.dispute_s", "from 1"},
      {"clocks.toml", "renotify_s = 180", "renotify_s = 300", "deputy_s = 300", "clocks.deputy_s", "later"},
      {"clocks.toml", "deputy_s = 300", "deputy_s = 600", "next_level_s", "clocks.next_level_s", "later"},
      {"clocks.toml", "first_on_scene_rural_s = 3600", "first_on_scene_rural_s = 1799",
       "first_on_scene_rural_s", "clocks.first_on_scene_rural_s", "shorter"},
      {"clocks.toml", "report_every_grave_s = 1800", "report_every_grave_s = 3601", "report_every_grave_s",
       "clocks.report_every_grave_s", "longer"},
      {"clocks.toml", "warn_permille = 800", "warn_permille = 1000", "warn_permille", "clocks.warn_permille",
       "999"},
      {"clocks.toml", "roll_call_s = 60", "roll_call_s = \"60\"", "roll_call_s", "clocks.roll_call_s",
       "whole number"},
      {"clocks.toml", "010-5550-0000", "13800138000", "13800138000", "next_level.phone", "person's number"},
      {"clocks.toml", "post = \"市协调小组办公室值班岗\"", "post = \"\"", "post = \"\"", "next_level.post",
       "empty"},
      {"clocks.toml", "radius_m = 500.0", "radius_m = inf", "radius_m = inf", "duplicates.radius_m",
       "from 1"},
      {"clocks.toml", "within_s = 21600", "within_s = 0", "within_s = 0", "duplicates.within_s", "from 1"},
      {"clocks.toml", "source = \"owner_progress\"", "source = \"dedicated_account\"",
       "source = \"dedicated_account\"\nworking_days = 5", "waterfall.source", "in the order of payment"},
      {"clocks.toml", "source = \"owner_progress\"", "source = \"lottery\"", "lottery", "waterfall.source",
       "not known"},
      {"clocks.toml", "working_days = 1", "working_days = 0", "working_days = 0", "waterfall.working_days",
       "from 1"},
      {"clocks.toml", "basis_en = \"Decree 724, article 63\"\n", "",
       "[[waterfall]]\nsource = \"emergency_fund", "waterfall.basis_en", "missing"},
      {"speeds.toml", "kmh = 90.0", "kmh = 0", "kmh = 0", "speed.kmh", "from 1"},
      {"speeds.toml", "road_class = \"ramp\"", "road_class = \"lane\"", "road_class = \"lane\"",
       "speed.road_class", "not known"},
      {"speeds.toml",
       "[[speed]]\nroad_class = \"ramp\"  # 匝道\nkmh = 40.0\npeak_factor = 0.5\nnight_factor = 1.0\n", "",
       "[[speed]]", "speed", "ramp"},
      {"speeds.toml", "morning_peak = [\"07:00\", \"09:30\"]", "morning_peak = [\"07:00\", \"25:30\"]",
       "morning_peak", "hours.morning_peak", "two different times"},
      {"speeds.toml", "night = [\"22:00\", \"06:00\"]", "night = [\"22:00\", \"22:00\"]",
       "night =", "hours.night", "two different times"},
      {"speeds.toml", "night = [\"22:00\", \"06:00\"]\n", "", "[hours]", "hours.night", "missing"},
      {"speeds.toml", "road_class = \"trunk\"", "road_class = \"motorway\"", "", "speed.road_class", "twice"},
      {"roads.toml", "class = \"trunk\"", "class = \"lane\"", "class = \"lane\"", "road.class",
       "motorway, trunk"},
      {"roads.toml", "closed = true", "closed = 1", "closed = 1", "road.closed", "true or false"},
      {"roads.toml", "name = \"三环路\"", "name = \"二环路\"", "", "road.name", "twice"},
      {"roads.toml", "line = [\n  [", "line = [\n  [1.0, 2.0, 3.0], [", "[1.0, 2.0", "road.line",
       "[longitude, latitude]"},
      {"places.csv", "116.3912", "126.3912", "天安门", "lon", "any district"},
      {"places.csv", "116.3912", "116.39x", "天安门", "lon", "degrees"},
      {"places.csv", "人民大会堂", "天安门", "", "name", "twice"},
      {"districts.geojson", "\"name\":\"东城区\"", "\"name\":7", "\"name\":7", "properties.name", "a text"},
      {"districts.geojson", "\"code\":\"110102\"", "\"code\":\"110101\"", "西城区", "properties.code",
       "ascend"},
      {"districts.geojson", "\"label_lon\":116.36", "\"label_lon\":117.36", "西城区", "properties.label_lon",
       "not inside"},
      {"districts.geojson", "\"type\":\"MultiPolygon\"", "\"type\":\"Point\"", "东城区", "geometry.type",
       "MultiPolygon"},
      {"districts.geojson", "{\"type\":\"Feature\",", "{\"type\":\"Feature\",\"id\":3,", "", "feature.id",
       "not known"},
      {"districts.geojson", "]}\n", "]\n", "", "syntax", "JSON"},
      {"rules.toml", "", "[[[[[[[[[[[[[[[[[[[[[[[[", "", "syntax", "TOML"},
      {"rules.toml", "", "\xff\xfe", "", "file", "UTF-8"},
      {"calendar.toml", "", "year = [[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]", "", "syntax", "nested"},
  };
  return all;
}

TEST(WrongPack, EveryPlantedFaultIsNamedByFileLineAndField) {
  const test::Scratch scratch;
  copy_pack(scratch.folder());
  ASSERT_TRUE(load_pack(scratch.folder()).has_value());
  for (const auto& f : faults()) {
    SCOPED_TRACE(f.file + ": " + f.put);
    const auto whole = test::read_file(test::pack_dir() / f.file);
    auto damaged = whole;
    if (f.find.empty()) {
      damaged = f.put;
    } else {
      const auto at = whole.find(f.find);
      ASSERT_NE(at, std::string::npos) << f.find;
      damaged.replace(at, f.find.size(), f.put);
    }
    test::write_file(scratch / f.file, damaged);
    const auto refused = load_pack(scratch.folder());
    test::write_file(scratch / f.file, whole);
    ASSERT_FALSE(refused.has_value());
    const auto& e = refused.error();
    EXPECT_EQ(e.code, ErrorCode::BadInput);
    EXPECT_NE(e.en.find(f.says), std::string::npos) << e.en;
    EXPECT_NE(e.en.find("field " + f.field + ":"), std::string::npos) << e.en;
    EXPECT_NE(e.zh.find("字段 " + f.field + "："), std::string::npos) << e.zh;
    EXPECT_TRUE(e.zh.ends_with("。") && e.en.ends_with(".")) << e.zh << e.en;
    // The damaged file, or for a count the file that has too many or too few.
    if (f.file != "pack.toml") {
      EXPECT_NE(e.en.find(f.file + ":"), std::string::npos) << e.en;
    }
    if (!f.at.empty()) {
      EXPECT_NE(e.en.find(f.file + ":" + std::to_string(line_of(damaged, f.at)) + ","), std::string::npos)
          << e.en;
    }
  }
}

TEST(WrongPack, AMissingFileOrAFolderInItsPlaceIsNamed) {
  for (const auto* name : {"pack.toml", "districts.geojson", "supervising_units.toml", "townships.csv",
                           "member_units.toml", "clauses.toml", "rules.toml", "calendar.toml", "levels.toml",
                           "response_plans.toml", "clocks.toml", "speeds.toml", "roads.toml", "places.csv"}) {
    const test::Scratch scratch;
    copy_pack(scratch.folder());
    std::filesystem::remove(scratch / name);
    auto refused = load_pack(scratch.folder());
    ASSERT_FALSE(refused.has_value()) << name;
    EXPECT_NE(refused.error().en.find(std::string(name) + ":1, field file: the file is missing"),
              std::string::npos);
    std::filesystem::create_directory(scratch / name);
    refused = load_pack(scratch.folder());
    ASSERT_FALSE(refused.has_value()) << name;
    EXPECT_NE(refused.error().en.find("is not a plain file"), std::string::npos) << refused.error().en;
  }
}

TEST(WrongPack, ABowTieDistrictIsRefusedWithItsLine) {
  const std::string text =
      "{\"type\":\"FeatureCollection\",\"features\":[\n"
      "{\"type\":\"Feature\",\"properties\":{\"code\":\"110101\",\"name\":\"甲\",\"name_en\":\"A\",\"label_"
      "lon\":116.05,"
      "\"label_lat\":40.02},\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":"
      "[[[[116,40],[116.1,40.1],[116.1,40],[116,40.1],[116,40]]]]}}\n]}\n";
  packs::Lines lines;
  const auto refused = packs::read_districts(text, "d.geojson", lines);
  ASSERT_FALSE(refused.has_value());
  EXPECT_NE(refused.error().en.find("d.geojson:2, field feature.geometry: A has an invalid outline"),
            std::string::npos)
      << refused.error().en;
}

TEST(WrongPack, AnUnclosedRingIsRefused) {
  const std::string text =
      "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"code\":\"1\","
      "\"name\":\"a\","
      "\"name_en\":\"A\",\"label_lon\":116,\"label_lat\":40},\"geometry\":{\"type\":\"MultiPolygon\","
      "\"coordinates\":"
      "[[[[116,40],[116.1,40.1],[116.1,40]]]]}}]}";
  packs::Lines lines;
  const auto refused = packs::read_districts(text, "d.geojson", lines);
  ASSERT_FALSE(refused.has_value());
  EXPECT_NE(refused.error().en.find("closed"), std::string::npos);
}

}  // namespace
}  // namespace anxin
