#include "data/export/run_sheet.hpp"

#include "tests/export/html_check.hpp"
#include "tests/tools/course.hpp"

namespace anxin {
namespace {

using test::beijing;
using test::Course;

constexpr auto kShiliheAt = LonLat::of_degrees(116.4712, 39.8640);  // 朝阳
constexpr auto kStart =
    Instant{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}} + std::chrono::minutes{102};

RunSheetRequest request_of(const Course& course) { return {course.now, "city.anxin", true, false, false}; }

Course two_incidents() {
  Course course(kStart);
  course.enroll("110105", LonLat::of_degrees(116.44, 39.92));
  const std::string small = course.report(LonLat::of_degrees(116.30, 39.99), 3, "海淀 <工地> & \"二期\"");
  const std::string large = course.report(kShiliheAt, 73, "十八里店 安置房二期");
  course.send(large, "110105");
  course.later(90);
  course.wish(StepAssignment{large + "/1", AssignmentState::Accepted, AckChannel::Page, "", ""});
  return course;
}

TEST(RunSheet, NamesEveryOpenIncidentUnitPositionAndTelephone) {
  Course course = two_incidents();
  course.wish(ReportPosition{"U-110105-LEAD-1", LonLat::of_degrees(116.45678, 39.91234)});
  const std::string html = run_sheet_html(course.operations, beijing(), request_of(course));
  for (const auto& [id, incident] : *course.operations.incidents)
    EXPECT_NE(html.find(id), std::string::npos) << id;
  for (const auto& [id, unit] : *course.operations.units) {
    EXPECT_NE(html.find(id), std::string::npos) << id;
    EXPECT_NE(html.find(unit.post_phone), std::string::npos) << id;
    EXPECT_NE(html.find(unit.deputy_phone), std::string::npos) << id;
  }
  EXPECT_NE(html.find("116.45678 E 39.91234 N"), std::string::npos) << "a position that a unit reported";
  EXPECT_NE(html.find("116.47120 E 39.86400 N"), std::string::npos) << "where the incident is";
  EXPECT_NE(html.find(beijing().dispatch.clocks.next_level_phone), std::string::npos);
  EXPECT_NE(html.find("模拟数据"), std::string::npos);
  EXPECT_EQ(html.find("演练"), std::string::npos) << "not a drill";
}

TEST(RunSheet, HeadsStandInBandsAndFourIsNeverWritten) {
  const Course course = two_incidents();
  const std::string html = run_sheet_html(course.operations, beijing(), request_of(course));
  EXPECT_NE(html.find("&lt;5 人"), std::string::npos);
  EXPECT_NE(html.find("50—99 人"), std::string::npos);
  EXPECT_EQ(html.find("73 人"), std::string::npos);
}

TEST(RunSheet, TheGraverIncidentComesFirstAndEndedOnesAreNotOnIt) {
  Course course = two_incidents();
  const std::string small = course.operations.incidents->begin()->first;
  const std::string large = course.operations.incidents->rbegin()->first;
  std::string html = run_sheet_html(course.operations, beijing(), request_of(course));
  EXPECT_LT(html.find(large), html.find(small)) << "73 persons before 3, whatever the ids";
  course.wish(CancelIncident{small, "误报"});
  html = run_sheet_html(course.operations, beijing(), request_of(course));
  EXPECT_EQ(html.find(small), std::string::npos);
}

TEST(RunSheet, SaysWhichFunctionsAreMissingAndWhichClocksAreLate) {
  Course course = two_incidents();
  const std::string large = course.operations.incidents->rbegin()->first;
  const std::string before = run_sheet_html(course.operations, beijing(), request_of(course));
  EXPECT_NE(before.find("尚缺职能：" + std::string(name_zh(Function::Order)) + " 1"), std::string::npos)
      << "the plan of level II and graver asks for two of order, one was sent";
  EXPECT_EQ(before.find("首到 09:43:42 超时"), std::string::npos);
  course.later(7200);
  const std::string late = run_sheet_html(course.operations, beijing(), request_of(course));
  EXPECT_NE(late.find("超时"), std::string::npos);
}

TEST(RunSheet, WhatPeopleTypedIsTextAndNoPersonsNumberGetsOut) {
  Course course = two_incidents();
  // Facts that came from elsewhere than decide, which refuses such a text.
  Incident bad = course.operations.incidents->begin()->second;
  bad.id = "I-20261123-999";
  bad.place = "<script>alert(1)</script> 13812345678 \x01\xFF";
  course.record({IncidentReported{bad}});
  const std::string html = run_sheet_html(course.operations, beijing(), request_of(course));
  EXPECT_EQ(html.find("<script"), std::string::npos);
  EXPECT_NE(html.find("&lt;script&gt;"), std::string::npos);
  EXPECT_EQ(html.find("13812345678"), std::string::npos);
  EXPECT_EQ(html.find('\x01'), std::string::npos);
  EXPECT_NE(html.find("海淀 &lt;工地&gt; &amp; &quot;二期&quot;"), std::string::npos);
}

TEST(RunSheet, IsValidHtmlThatNeedsNothingBesideItself) {
  Course course = two_incidents();
  for (const bool english : {false, true}) {
    RunSheetRequest request = request_of(course);
    request.english = english;
    request.exercise = true;
    const std::string html = run_sheet_html(course.operations, beijing(), request);
    test::expect_valid_html(html);
    test::expect_self_contained(html);
    EXPECT_NE(html.find(english ? "[DRILL]" : "[演练]"), std::string::npos);
    std::size_t words = 0;  // the watermark, all over the page
    for (std::size_t at = 0; (at = html.find("rotate(-24)\">演练 DRILL</text>", at)) != std::string::npos;
         ++at)
      ++words;
    EXPECT_GE(words, 5U * 8U) << "every 230x100 px of a sheet of A4 across";
    request.exercise = false;
    EXPECT_EQ(run_sheet_html(course.operations, beijing(), request).find("rotate(-24)"), std::string::npos);
  }
  test::expect_valid_html(run_sheet_html(Operations{}, beijing(), request_of(course)));
}

TEST(RunSheet, AnEmptyCityIsSaidAndNotLeftBlank) {
  const std::string html =
      run_sheet_html(Operations{}, beijing(), {kStart, "city.anxin", false, false, false});
  EXPECT_NE(html.find("没有未结事件"), std::string::npos);
  EXPECT_NE(html.find("没有登记处置力量"), std::string::npos);
  EXPECT_EQ(html.find("模拟数据"), std::string::npos) << "a real store";
}

TEST(RunSheet, AppearsBesideTheStoreWholeOrNotAtAll) {
  const test::Scratch scratch;
  const Course course = two_incidents();
  const auto out = run_sheet_beside(scratch / "city.anxin");
  EXPECT_EQ(out.filename(), "city.anxin.runsheet.html");
  test::write_file(out, "the sheet before");
  const auto written = write_run_sheet(out, course.operations, beijing(), request_of(course));
  ASSERT_TRUE(written) << written.error().en;
  EXPECT_EQ(test::read_file(out), run_sheet_html(course.operations, beijing(), request_of(course)));
  ASSERT_TRUE(save_run_sheet(course.operations, beijing(), course.now, true, false, scratch / "city.anxin"));
  EXPECT_EQ(test::read_file(out), run_sheet_html(course.operations, beijing(), request_of(course)));
  const auto refused = write_run_sheet(scratch / "no such folder" / "x.html", course.operations, beijing(),
                                       request_of(course));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::BadInput);
}

}  // namespace
}  // namespace anxin
