#include "console/desk/replay.hpp"

#include <random>

#include "data/model/operation_about.hpp"
#include "tests/tools/course.hpp"

namespace anxin {
namespace {

using test::Course;

constexpr auto kStart = Instant{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}};

void expect_same(const Operations& a, const Operations& b) {
  EXPECT_EQ(a.revision, b.revision);
  EXPECT_EQ(*a.units, *b.units);
  EXPECT_EQ(*a.incidents, *b.incidents);
  EXPECT_EQ(*a.assignments, *b.assignments);
  EXPECT_EQ(*a.fund, *b.fund);
  EXPECT_EQ(a.closures->size(), b.closures->size());
}

// The slow twin: the journal's prefix evolved from nothing.
Operations from_scratch(const std::vector<OperationRecord>& records, std::size_t count) {
  Operations operations;
  for (std::size_t i = 0; i < count; ++i) operations = evolve(operations, records[i]);
  return operations;
}

// Some 300 records: units, five incidents, answers, positions, reports.
Course busy_day() {
  Course course(kStart);
  course.enroll("110105", LonLat::of_degrees(116.44, 39.92));
  course.enroll("110108", LonLat::of_degrees(116.30, 39.96));
  std::mt19937_64 random(20261123);
  std::vector<std::string> incidents;
  for (int n = 0; n < 5; ++n) {
    course.later(600);
    incidents.push_back(course.report(LonLat::of_degrees(116.3 + 0.03 * n, 39.9), 10 + 20 * n, "工地"));
    if (n < 2) course.send(incidents.back(), n == 0 ? "110105" : "110108");
    for (int k = 0; k < 50; ++k) {
      course.later(static_cast<std::int64_t>(random() % 20));  // several records share a moment
      const std::string& any = incidents[random() % incidents.size()];
      if (random() % 2 == 0) {
        course.wish(AppendLog{any, "记录"});
      } else {
        course.wish(ReportPosition{"U-110105-LEAD-1", LonLat::of_degrees(116.4, 39.9 + 0.0001 * k)});
      }
    }
  }
  return course;
}

TEST(Replay, TheStateAtEveryMomentEqualsItsPrefixEvolvedFromNothing) {
  const Course course = busy_day();
  ASSERT_GT(course.records.size(), 3 * Replay::kSnapshotEvery);
  Replay forward(course.records), jumping(course.records);
  std::mt19937_64 random(7);
  for (const ReplayMoment& moment : forward.moments()) {
    std::size_t count = 0;
    while (count < course.records.size() && course.records[count].at <= moment.at) ++count;
    ASSERT_EQ(moment.records, count);
    expect_same(*forward.at(moment.at), from_scratch(course.records, count));
  }
  for (int i = 0; i < 60; ++i) {  // in any order
    const std::size_t count = random() % (course.records.size() + 1);
    expect_same(*jumping.after(count), from_scratch(course.records, count));
  }
}

TEST(Replay, WhatHappenedLaterIsNotKnown) {
  const Course course = busy_day();
  Replay replay(course.records);
  EXPECT_TRUE(replay.at(kStart - std::chrono::seconds(1))->units->empty());
  EXPECT_EQ(replay.at(course.records.back().at + std::chrono::hours(1))->revision,
            course.records.back().revision);
  const auto incident = course.operations.incidents->rbegin()->second;
  EXPECT_EQ(replay.at(incident.reported - std::chrono::seconds(1))->incident(incident.id), nullptr);
  EXPECT_NE(replay.at(incident.reported)->incident(incident.id), nullptr);
}

TEST(Replay, MomentsOfAnIncidentAreThoseThatSpeakOfIt) {
  const Course course = busy_day();
  Replay replay(course.records);
  const std::string incident = course.operations.incidents->begin()->first;
  std::size_t expected = 0;
  std::optional<Instant> last;
  for (const OperationRecord& r : course.records) {
    bool speaks = false;
    for (const OperationChange& c : r.changes)
      speaks = speaks || std::string(incident_of(c)).starts_with(incident);
    if (speaks && last != r.at) ++expected, last = r.at;
  }
  const auto moments = replay.moments(incident);
  EXPECT_EQ(moments.size(), expected);
  for (std::size_t i = 1; i < moments.size(); ++i) EXPECT_LT(moments[i - 1].at, moments[i].at);
  EXPECT_TRUE(replay.moments("I-20991231-001").empty());
}

// Playing forward evolves each record once; going back costs at most a snapshot's distance.
TEST(Replay, PlayingForwardIsLinearAndAStepBackIsBounded) {
  const Course course = busy_day();
  Replay replay(course.records);
  for (std::size_t i = 0; i <= course.records.size(); ++i) (void)replay.after(i);
  EXPECT_EQ(replay.steps(), course.records.size());
  for (std::size_t i = course.records.size(); i-- > 0;) {
    const std::size_t before = replay.steps();
    (void)replay.after(i);
    ASSERT_LT(replay.steps() - before, Replay::kSnapshotEvery);
  }
}

TEST(Replay, AnEmptyJournalHasNoMomentAndAnEmptyState) {
  Replay replay({});
  EXPECT_TRUE(replay.moments().empty());
  EXPECT_TRUE(replay.at(kStart)->incidents->empty());
}

}  // namespace
}  // namespace anxin
