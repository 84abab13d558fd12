// A seat's answers about lists: search, the gathered set, the list written out.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "console/desk/session.hpp"
#include "data/demo/demo.hpp"
#include "tests/desk/seat.hpp"

namespace anxin {
namespace {

class Lists : public test::Seat {
 protected:
  void SetUp() override {
    make_city(150, 6);
    auto o = options();
    o.now = parse_instant("2026-11-23T02:00:00Z");
    sit_down(std::move(o));
  }
  void ask(const Ask& wish, const ViewState& view = {}) {
    session_->handle({{wish}}, view);
    session_->wait_ready();
  }
  // The box of all projects, a little wider.
  [[nodiscard]] static SetWish everything() {
    const auto at = [](double x, double y) { return MapXY::of_metres(x, y); };
    return {{at(0, 0), at(1e6, 0), at(1e6, 1e7), at(0, 1e7)}, {}, {}};
  }
  [[nodiscard]] std::vector<std::string> written() const {
    std::vector<std::string> lines;
    for (const auto& entry : std::filesystem::directory_iterator(scratch_.folder())) {
      if (entry.path().extension() != ".csv") continue;
      std::ifstream in(entry.path());
      for (std::string line; std::getline(in, line);) lines.push_back(line);
    }
    return lines;
  }
};

}  // namespace

TEST_F(Lists, ASearchIsAnsweredAndALaterOneReplacesIt) {
  EXPECT_TRUE(session_->frame().can_find);
  EXPECT_FALSE(session_->frame().found);
  ask(Find{"cyq"});
  ASSERT_TRUE(session_->frame().found);
  EXPECT_EQ(session_->frame().found->best.front().name, "朝阳区");
  ask(Find{"没有这样的名字"});
  EXPECT_EQ(session_->frame().found->query, "没有这样的名字");
  EXPECT_TRUE(session_->frame().found->best.empty());
}

TEST_F(Lists, ASetIsWorkedOutFollowsTheFilterAndGoesWithItsWish) {
  ViewState view;
  view.set = everything();
  session_->handle({}, view);
  session_->wait_ready();
  const Frame all = session_->frame();
  ASSERT_TRUE(all.set);
  EXPECT_EQ(all.set->projects.size(), all.summary->shown);
  Fen arrears = 0;
  for (const Index i : all.set->projects) arrears += all.world.risk->arrears_fen[i];
  EXPECT_EQ(all.set->arrears_fen, arrears);
  view.filters.sectors = 1;
  session_->handle({}, view);
  session_->wait_ready();
  EXPECT_LT(session_->frame().set->projects.size(), all.set->projects.size());
  view.set = {};
  session_->handle({}, view);
  session_->wait_ready();
  EXPECT_FALSE(session_->frame().set);
}

TEST_F(Lists, TheListWrittenIsTheSetAndANoticeSaysWhere) {
  ViewState view;
  view.set.added = {std::string(session_->frame().world.registry->id[3]),
                    std::string(session_->frame().world.registry->id[5])};
  session_->handle({}, view);
  session_->wait_ready();
  ask(ExportList{}, view);
  const auto lines = written();
  ASSERT_EQ(lines.size(), 3u);
  for (const std::string& id : view.set.added)
    EXPECT_TRUE(std::ranges::any_of(lines, [&](const auto& l) { return l.find(id) != std::string::npos; }));
  ASSERT_FALSE(session_->frame().notices.empty());
  EXPECT_NE(session_->frame().notices.back().en.find("2 projects written to"), std::string::npos);
}

TEST_F(Lists, WithoutASetTheListIsWhatTheFiltersLetThrough) {
  ViewState view;
  view.filters.grade_hidden[static_cast<std::size_t>(Grade::A)] = true;
  session_->handle({}, view);
  session_->wait_ready();
  const Frame f = session_->frame();
  const auto shown = static_cast<std::size_t>(std::ranges::count(f.summary->mask, 1));
  EXPECT_LT(shown, f.summary->shown);
  ask(ExportList{}, view);
  EXPECT_EQ(written().size(), shown + 1);
}

TEST_F(Lists, TablesLayersAndTheListBehindAFigureAreWrittenInTheFormatAsked) {
  const Frame f = session_->frame();
  ViewState view;
  view.safeguard = Safeguard::NoticeBoard;
  session_->handle({}, view);
  ask(ExportList{ExportWhat::Behind, ExportFormat::Csv, SafeguardState::No, {}}, view);
  const auto& cell = f.world.coverage->city[static_cast<std::size_t>(Safeguard::NoticeBoard)];
  EXPECT_EQ(written().size(), cell.of(SafeguardState::No) + 1U);
  using enum ExportWhat;
  using enum ExportFormat;
  for (const auto& [what, format, name] :
       {std::tuple{Districts, GeoJson, "city-districts-2026-11-23-100000.geojson"},
        std::tuple{Units, Xlsx, "city-units-2026-11-23-100000.xlsx"},
        std::tuple{Coverage, Gpkg, "city-coverage-2026-11-23-100000.gpkg"},
        std::tuple{Clauses, Xlsx, "city-clauses-2026-11-23-100000.xlsx"},
        std::tuple{Enterprises, Xlsx, "city-enterprises-2026-11-23-100000.xlsx"},
        std::tuple{Projects, Shp, "city-list-2026-11-23-100000.shp"}}) {
    ask(ExportList{what, format, {}, {}}, view);
    EXPECT_TRUE(std::filesystem::exists(scratch_ / name)) << session_->frame().notices.back().en;
  }
}

TEST_F(Lists, AListThatCannotBeWrittenIsANoticeAndNoFile) {
  std::filesystem::create_directories(scratch_ / "city-list-2026-11-23-100000.csv" / "in the way");
  ask(ExportList{});
  EXPECT_TRUE(written().empty());
  ASSERT_FALSE(session_->frame().notices.empty());
  EXPECT_NE(session_->frame().notices.back().zh.find("未能导出清单"), std::string::npos);
}

}  // namespace anxin
