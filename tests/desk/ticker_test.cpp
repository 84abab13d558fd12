#include "console/desk/ticker.hpp"

#include <algorithm>
#include <random>
#include <set>

#include "data/model/decide.hpp"
#include "tests/tools/support.hpp"

namespace anxin {
namespace {

using std::chrono::seconds;

constexpr auto kStart = Instant{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}};

std::string id_of(int n) {
  return "I-20261123-" + std::string(n < 10 ? "00" : n < 100 ? "0" : "") + std::to_string(n);
}

Incident incident_of_level(int n, IncidentLevel level) {
  Incident i;
  i.id = id_of(n);
  i.place = "工地" + std::to_string(n);
  i.persons = 12;
  i.level.level = level;
  return i;
}

// A journal made by hand: facts as they may come, whatever decide would have said.
struct Journal {
  std::vector<OperationRecord> records;
  Operations operations;
  AlarmTimes times;
  void add(Instant at, std::vector<OperationChange> changes) {
    records.push_back({records.size() + 1, at, "01 席", "", std::move(changes)});
    operations = evolve(operations, records.back());
    times.take(records.back());
  }
  void report(Instant at, int n, IncidentLevel level) {
    add(at, {IncidentReported{incident_of_level(n, level)}});
  }
};

std::size_t events_in(const Journal& journal) {
  std::size_t n = 0;
  for (const OperationRecord& r : journal.records)
    n += static_cast<std::size_t>(std::ranges::count_if(r.changes, [](const OperationChange& c) {
      return !std::holds_alternative<UnitPositionReported>(c);
    }));
  return n;
}

std::size_t folded_in(const std::vector<TickerLine>& lines) {
  std::size_t n = 0;
  for (const TickerLine& line : lines) n += line.folded;
  return n;
}

bool names(const std::vector<TickerLine>& lines, const std::string& incident) {
  return std::ranges::any_of(lines, [&](const TickerLine& line) {
    return line.incident == incident ||
           (line.zh.find(incident) != std::string::npos && line.en.find(incident) != std::string::npos);
  });
}

bool same(const std::vector<TickerLine>& a, const std::vector<TickerLine>& b) {
  return std::ranges::equal(a, b, [](const TickerLine& x, const TickerLine& y) {
    return x.at == y.at && x.level == y.level && x.incident == y.incident && x.zh == y.zh && x.en == y.en &&
           x.folded == y.folded;
  });
}

OperationChange any_event(std::mt19937_64& random, int incidents) {
  const std::string incident = id_of(1 + static_cast<int>(random() % static_cast<unsigned>(incidents)));
  switch (random() % 9) {
    case 0:
      return ClockBreached{incident, "acknowledge"};
    case 1:
      return LogAppended{incident, "到场"};
    case 2:
      return SituationReported{incident, {1, kStart, "01 席", 30, "平稳"}};
    case 3:
      return UnitPositionReported{"U-1", LonLat::of_degrees(116, 40), kStart};
    case 4:
      return UnitStateSet{"U-1", UnitReadiness::Ready, ""};
    case 5:
      return FundMoved{{"110105", FundMove::Raised, 100, "", kStart, ""}};
    case 6:
      return IncidentCancelled{incident, "误报"};
    case 7:
      return AlarmAcknowledged{incident};
    default:
      return SourceAdded{incident, {IncidentSource::Police110, "x", kStart}};
  }
}

// A flood of 10,000 events in ten minutes, of few or many incidents.
Journal flood(std::uint64_t seed, int incidents) {
  std::mt19937_64 random(seed);
  Journal journal;
  for (int n = 1; n <= incidents; ++n) {
    journal.report(kStart, n, static_cast<IncidentLevel>(random() % kIncidentLevels));
  }
  const int rest = 10'000 - incidents;
  for (int i = 0; i < rest; ++i) {
    OperationChange change = any_event(random, incidents);
    if (std::holds_alternative<IncidentCancelled>(change) && random() % 40 != 0)
      change = AlarmAcknowledged{id_of(1)};
    journal.add(kStart + seconds(600LL * i / rest), {std::move(change)});
  }
  return journal;
}

TEST(Ticker, AFloodLeavesTenLinesAndHidesNoneOfTheGravest) {
  for (const int incidents : {1, 3, 9, 10, 11, 40, 400, 999}) {
    const std::uint64_t seed = 20261123u + static_cast<unsigned>(incidents);
    SCOPED_TRACE("seed " + std::to_string(seed) + ", incidents " + std::to_string(incidents));
    const Journal journal = flood(seed, incidents);
    const auto lines = ticker_of(journal.records, journal.operations, kStart + seconds(600));
    EXPECT_LE(lines.size(), kTickerLines);
    EXPECT_EQ(folded_in(lines), events_in(journal)) << "folded counts add up";
    for (const auto& [id, incident] : *journal.operations.incidents) {
      if (incident.open() && incident.level.level == IncidentLevel::I) EXPECT_TRUE(names(lines, id)) << id;
    }
    EXPECT_TRUE(same(lines, ticker_of(journal.records, journal.operations, kStart + seconds(600))))
        << "stable";
  }
}

TEST(Ticker, EveryPrefixOfAFloodKeepsThePromises) {
  const Journal journal = flood(7, 25);
  Journal grown;
  for (std::size_t i = 0; i < 400; ++i) {
    grown.add(journal.records[i].at, journal.records[i].changes);
    const auto lines = ticker_of(grown.records, grown.operations, grown.records.back().at);
    ASSERT_LE(lines.size(), kTickerLines);
    ASSERT_EQ(folded_in(lines), events_in(grown)) << i;
  }
}

TEST(Ticker, TheGravestStandFirstThenTheNewest) {
  Journal journal;
  journal.report(kStart, 1, IncidentLevel::I);
  for (int n = 2; n <= 6; ++n) journal.report(kStart + seconds(n), n, IncidentLevel::III);
  const auto lines = ticker_of(journal.records, journal.operations, kStart + seconds(60));
  ASSERT_EQ(lines.size(), 6u);
  EXPECT_EQ(lines[0].incident, id_of(1));
  for (std::size_t i = 1; i < lines.size(); ++i)
    EXPECT_EQ(lines[i].incident, id_of(static_cast<int>(8 - i - 1)));
  EXPECT_EQ(lines[0].zh, "工地1：新报，10—29 人");
  EXPECT_EQ(lines[0].en, "工地1: new, 10—29 persons");
}

TEST(Ticker, WhatHasNotHappenedYetIsNotTold) {
  Journal journal;
  journal.report(kStart, 1, IncidentLevel::II);
  journal.report(kStart + seconds(10), 2, IncidentLevel::II);
  EXPECT_EQ(ticker_of(journal.records, journal.operations, kStart + seconds(9)).size(), 1u);
  EXPECT_TRUE(ticker_of(journal.records, journal.operations, kStart - seconds(1)).empty());
}

TEST(Ticker, ReachesBackAnHourAndNeverShorterThanTenEvents) {
  Journal journal;
  for (int n = 1; n <= 30; ++n) journal.report(kStart + seconds(n), n, IncidentLevel::III);
  const Instant later = kStart + std::chrono::hours(5);
  EXPECT_EQ(folded_in(ticker_of(journal.records, journal.operations, later)), 10u)
      << "a quiet afternoon: the last ten";
  for (int n = 31; n <= 55; ++n) journal.report(later - seconds(60 - n), n, IncidentLevel::III);
  EXPECT_EQ(folded_in(ticker_of(journal.records, journal.operations, later)), 25u)
      << "a busy hour: that hour";
}

TEST(Ticker, EventsOfOneKindAtOneIncidentFoldBeforeIncidentsDo) {
  Journal journal;
  journal.report(kStart, 1, IncidentLevel::III);
  for (int i = 0; i < 30; ++i) journal.add(kStart + seconds(i), {LogAppended{id_of(1), "记"}});
  const auto lines = ticker_of(journal.records, journal.operations, kStart + seconds(60));
  ASSERT_EQ(lines.size(), 2u) << "the report alone, the thirty entries together";
  EXPECT_EQ(lines[0].folded, 30u);
  EXPECT_EQ(lines[1].folded, 1u);
}

// The alarm.

TEST(Alarm, NothingSoundsInAQuietCityAndNeverForLevelIV) {
  Journal journal;
  EXPECT_EQ(alarm_of(journal.operations, journal.times, kStart).kind, AlarmKind::None);
  journal.report(kStart, 1, IncidentLevel::IV);
  EXPECT_EQ(alarm_of(journal.operations, journal.times, kStart).kind, AlarmKind::None);
}

TEST(Alarm, TheWorstSoundsAlone) {
  Journal journal;
  journal.report(kStart, 1, IncidentLevel::III);
  EXPECT_EQ(alarm_of(journal.operations, journal.times, kStart).kind, AlarmKind::NewIII);
  journal.report(kStart + seconds(1), 2, IncidentLevel::II);
  EXPECT_EQ(alarm_of(journal.operations, journal.times, kStart + seconds(1)).incident, id_of(2));
  journal.report(kStart + seconds(2), 3, IncidentLevel::I);
  journal.report(kStart + seconds(3), 4, IncidentLevel::I);
  const AlarmSound worst = alarm_of(journal.operations, journal.times, kStart + seconds(5));
  EXPECT_EQ(worst, (AlarmSound{AlarmKind::NewI, id_of(3), kStart + seconds(2), 0})) << "of equals the first";
}

TEST(Alarm, LevelIRepeatsEveryTwentySecondsAndIIEverySixty) {
  Journal one, two;
  one.report(kStart, 1, IncidentLevel::I);
  two.report(kStart, 1, IncidentLevel::II);
  const auto strokes = [](const Journal& j) {
    std::set<std::int64_t> heard;
    for (int s = 0; s < 120; ++s) heard.insert(alarm_of(j.operations, j.times, kStart + seconds(s)).stroke);
    return heard.size();
  };
  EXPECT_EQ(strokes(one), 6u);
  EXPECT_EQ(strokes(two), 2u);
}

TEST(Alarm, SilenceIsFiveMinutesAndOfTheOneIncident) {
  Journal journal;
  journal.report(kStart, 1, IncidentLevel::I);
  journal.report(kStart, 2, IncidentLevel::I);
  journal.add(kStart + seconds(10), {AlarmAcknowledged{id_of(1)}});
  const auto heard = [&](int s) {
    return alarm_of(journal.operations, journal.times, kStart + seconds(s)).incident;
  };
  EXPECT_EQ(heard(11), id_of(2)) << "the other one goes on";
  journal.add(kStart + seconds(20), {IncidentClaimed{id_of(2), "01 席", "", ""}});
  EXPECT_EQ(heard(21), "");
  EXPECT_EQ(heard(309), "") << "still silent";
  EXPECT_EQ(heard(310), id_of(1)) << "nobody has claimed it: again";
  EXPECT_EQ(alarm_of(journal.operations, journal.times, kStart + seconds(310)).stroke, 0);
  journal.add(kStart + seconds(311), {IncidentClaimed{id_of(1), "01 席", "", ""}});
  EXPECT_EQ(heard(5000), "") << "claimed: never again";
}

TEST(Alarm, ABreachSoundsOnceTheGraverIncidentFirst) {
  Journal journal;
  journal.report(kStart, 1, IncidentLevel::III);
  journal.report(kStart, 2, IncidentLevel::II);
  journal.add(kStart + seconds(1),
              {IncidentClaimed{id_of(1), "01 席", "", ""}, IncidentClaimed{id_of(2), "01 席", "", ""}});
  const auto after = [&](int s) { return alarm_of(journal.operations, journal.times, kStart + seconds(s)); };
  journal.add(kStart + seconds(1800),
              {ClockBreached{id_of(1), "first_on_scene"}, ClockBreached{id_of(2), "first_on_scene"}});
  EXPECT_EQ(after(1800), (AlarmSound{AlarmKind::Breach, id_of(2), kStart + seconds(1800), 0}));
  EXPECT_EQ(after(1800 + kSoundsOnceS).kind, AlarmKind::None);
  journal.add(kStart + seconds(1802), {AlarmAcknowledged{id_of(2)}});
  EXPECT_EQ(after(1803).incident, id_of(1));
}

TEST(Alarm, EndedIncidentsAreQuiet) {
  Journal journal;
  journal.report(kStart, 1, IncidentLevel::I);
  journal.add(kStart + seconds(5), {IncidentCancelled{id_of(1), "误报"}});
  EXPECT_EQ(alarm_of(journal.operations, journal.times, kStart + seconds(6)).kind, AlarmKind::None);
}

}  // namespace
}  // namespace anxin
