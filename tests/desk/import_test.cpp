// A file taken in at the desk: what the preview says, what is written, what is refused, what is taken back.
#include <gtest/gtest.h>

#include <fstream>

#include "console/desk/folder_list.hpp"
#include "console/desk/session.hpp"
#include "data/demo/demo.hpp"
#include "tests/desk/seat.hpp"

namespace anxin {
namespace {

class DeskImport : public test::Seat {
 protected:
  void SetUp() override {
    make_city(60, 3);
    sit_down(options());
  }

  std::filesystem::path write(const std::string& name, std::string_view text) {
    std::ofstream(scratch_ / name, std::ios::binary) << text;
    return scratch_ / name;
  }
  const ImportState& after(const Ask& ask) { return said({{ask}, {}}); }
  const ImportState& after(const Command& command) { return said({{}, {command}}); }
  const ImportState& said(const Outbox& outbox) {
    session_->handle(outbox, view_);
    session_->wait_ready();
    shown_ = session_->frame();
    static const ImportState closed;
    return shown_.import ? *shown_.import : closed;
  }
  [[nodiscard]] std::size_t projects() const { return session_->frame().world.registry->projects(); }

  ViewState view_;
  Frame shown_;
};

constexpr std::string_view kTwoProjects =
    "项目编号,工程名称,经度(GCJ-02),纬度(GCJ-02),备注\n"
    "P-110105-90001,东坝一标,116.55,39.96,甲\n"
    "P-110105-90002,东坝二标,116.56,39.97,乙\n"
    "P-110105-90003,东坝三标,16.56,39.97,丙\n";

TEST_F(DeskImport, APreviewTellsEverythingAndChangesNothing) {
  const auto before = projects();
  const ImportState& s = after(PreviewImport{{write("项目.csv", kTwoProjects), {}, {}, {}, {}}});
  ASSERT_EQ(s.stage, ImportStage::Ready) << (s.error ? s.error->en : "");
  EXPECT_EQ(s.kind, IntakeKind::Projects) << "found by the header";
  EXPECT_EQ(s.source, "项目.csv");
  EXPECT_EQ(std::tuple(s.rows, s.accepted, s.rejected), std::tuple(3u, 2u, 1u));
  EXPECT_EQ(std::tuple(s.added, s.changed, s.unchanged), std::tuple(2u, 0u, 0u));
  ASSERT_EQ(s.columns.size(), 5u);
  EXPECT_EQ(s.columns[1].field, Field::Name);
  EXPECT_EQ(s.columns[1].example, "东坝一标");
  EXPECT_FALSE(s.columns[4].field) << "备注 is not read";
  ASSERT_EQ(s.first_rejected.size(), 1u);
  EXPECT_EQ(s.first_rejected[0].line, 4u);
  ASSERT_TRUE(s.crs);
  EXPECT_EQ(s.crs->crs.kind, Crs::Kind::Gcj02) << "as the header says";
  EXPECT_EQ(s.positions.size(), 2u);
  EXPECT_EQ(projects(), before);
}

TEST_F(DeskImport, WhatWasSeenIsWrittenAndTakenBackByBatch) {
  const auto before = projects();
  const std::uint64_t number = after(PreviewImport{{write("项目.csv", kTwoProjects), {}, {}, {}, {}}}).number;
  const ImportState& done = after(ApplyImport{number});
  ASSERT_EQ(done.stage, ImportStage::Done) << (done.error ? done.error->en : "");
  EXPECT_GT(done.batch, 0);
  EXPECT_EQ(projects(), before + 2) << "the map has the new projects";
  const std::int64_t batch = done.batch;
  EXPECT_TRUE(after(UndoBatch{batch}).undone);
  EXPECT_EQ(projects(), before);
}

constexpr std::string_view kUnits =
    "编号,名称,成员单位,职能,经度(CGCS2000),纬度(CGCS2000),值班电话,班次\n"
    "U-X-1,朝阳区人社局 监察九队,市人社局,牵头,116.486,39.921,010-55500901,周一至周五 08:00-18:00\n"
    "U-X-2,坏队,,牵头,116.486,39.921,110,两班倒\n";

TEST_F(DeskImport, AFileOfUnitsIsPreviewedAndEnteredThroughTheDispatchDesk) {
  const auto units = [&] { return session_->frame().world.operations->units->size(); };
  const auto before = units();
  const ImportState& seen = after(PreviewImport{{write("力量.csv", kUnits), {}, {}, {}, {}}});
  ASSERT_EQ(seen.stage, ImportStage::Ready) << (seen.error ? seen.error->en : "");
  EXPECT_EQ(seen.kind, IntakeKind::ResponseUnits) << "found by the header";
  EXPECT_EQ(std::tuple(seen.accepted, seen.rejected, seen.added), std::tuple(1u, 1u, 1u));
  EXPECT_EQ(seen.positions.size(), 1u) << "its base on the map";
  EXPECT_EQ(units(), before);
  const ImportState& done = after(ApplyImport{seen.number});
  ASSERT_EQ(done.stage, ImportStage::Done) << (done.error ? done.error->en : "");
  EXPECT_EQ(done.batch, 0) << "no batch to take back";
  ASSERT_EQ(units(), before + 1);
  EXPECT_EQ(session_->frame().world.operations->unit("U-X-1")->supervising_unit, "110105");
  const ImportState& again = after(PreviewImport{{scratch_ / "力量.csv", {}, {}, {}, {}}});
  EXPECT_EQ(std::tuple(again.added, again.changed, again.unchanged), std::tuple(0u, 0u, 1u));
}

TEST_F(DeskImport, AFileOfIncidentsIsDecidedRowByRowAndEnteredWhole) {
  const std::string project(session_->frame().world.registry->id[0]);
  const std::string rows = "案件编号,来源,项目编号,涉及人数\nZ-1,110警情," + project + ",12\nZ-2,12345热线," +
                           project + ",0\nZ-3,12345热线," + project + ",60\n";
  const auto incidents = [&] { return session_->frame().world.operations->incidents->size(); };
  const auto before = incidents();
  const ImportState& seen = after(PreviewImport{{write("事件.csv", rows), {}, {}, {}, {}}});
  ASSERT_EQ(seen.stage, ImportStage::Ready) << (seen.error ? seen.error->en : "");
  EXPECT_EQ(seen.kind, IntakeKind::Incidents);
  EXPECT_EQ(std::tuple(seen.accepted, seen.rejected, seen.added), std::tuple(2u, 1u, 2u));
  ASSERT_EQ(seen.first_rejected.size(), 1u);
  EXPECT_EQ(seen.first_rejected[0].line, 3u);
  EXPECT_EQ(seen.first_rejected[0].zh, "人数不能少于 1。") << "in the desk's words";
  EXPECT_EQ(seen.positions.size(), 2u);
  EXPECT_EQ(after(ApplyImport{seen.number}).stage, ImportStage::Done);
  EXPECT_EQ(incidents(), before + 2);
}

TEST_F(DeskImport, UnitsAreNotEnteredWhileAPastDayIsShown) {
  const std::uint64_t number = after(PreviewImport{{write("力量.csv", kUnits), {}, {}, {}, {}}}).number;
  const auto before = session_->frame().world.operations->units->size();
  view_.as_of = session_->frame().today - std::chrono::days(30);
  said({});
  EXPECT_EQ(after(ApplyImport{number}).stage, ImportStage::Ready);
  EXPECT_EQ(session_->frame().world.operations->units->size(), before);
}

TEST_F(DeskImport, TheSheetsOfAWorkbookAreNamedAndThePreviewFollowsTheOneChosen) {
  const auto file = scratch_ / "各区.xlsx";
  const auto made = test::run_command(
      {"python3", "-c",
       "import sys\nsys.path.insert(0, sys.argv[1])\nfrom foreign_files import workbook, HEAD, FIRST, "
       "SECOND, raw\n"
       "projects = lambda *rows: [HEAD] + [list(r) + [None, 1] for r in rows]\n"
       "workbook(sys.argv[2], {'朝阳': projects(FIRST, SECOND), '海淀': projects(['P-9'] + SECOND[1:]),\n"
       "  '企业': [['统一社会信用代码', '企业名称'], ['91110105MA00ABCD1X', '某建筑公司']],\n"
       "  '合计': [HEAD, FIRST + [None, raw('<c r=\"@\"><f>1+1</f></c>')]]})",
       (test::source_dir() / "tests/ingest").string(), file.string()});
  ASSERT_EQ(made.exit_code, 0) << made.err;
  ImportWish wish{file, {}, parse_crs("wgs84").value(), {}, {}};
  ImportState s = after(PreviewImport{wish});
  ASSERT_EQ(s.stage, ImportStage::Ready) << (s.error ? s.error->en : "");
  ASSERT_EQ(s.layers.size(), 4u);
  EXPECT_EQ(s.layers[1].name, "海淀");
  EXPECT_EQ(s.layer_at, 0u) << "the first of the best";
  EXPECT_EQ(s.accepted, 2u);
  wish.layer = "海淀";
  s = after(PreviewImport{wish});
  EXPECT_EQ(std::tuple(s.stage, s.layer_at, s.accepted),
            std::tuple(ImportStage::Ready, std::optional<std::size_t>(1), std::size_t{1}));
  wish.layer = "企业";
  s = after(PreviewImport{wish});
  EXPECT_EQ(std::tuple(s.kind, s.layer_at),
            std::tuple(IntakeKind::Enterprises, std::optional<std::size_t>(2)));
  wish.layer = "合计";
  s = after(PreviewImport{wish});
  EXPECT_EQ(s.stage, ImportStage::Refused) << "a formula without its result";
  EXPECT_EQ(std::tuple(s.layers.size(), s.layer_at),
            std::tuple(std::size_t{4}, std::optional<std::size_t>(3)))
      << "another can still be chosen";
  EXPECT_TRUE(after(PreviewImport{{write("项目.csv", kTwoProjects), {}, {}, {}, {}}}).layers.empty())
      << "another file, none to choose";
}

TEST_F(DeskImport, AnotherPreviewThanTheOneSeenIsNotWritten) {
  const auto before = projects();
  const std::uint64_t number = after(PreviewImport{{write("项目.csv", kTwoProjects), {}, {}, {}, {}}}).number;
  const ImportState& s = after(ApplyImport{number - 1});
  EXPECT_EQ(s.stage, ImportStage::Ready);
  EXPECT_EQ(projects(), before);
}

TEST_F(DeskImport, APastDayRefusesTheWritingAndKeepsThePreview) {
  const auto before = projects();
  const std::uint64_t number = after(PreviewImport{{write("项目.csv", kTwoProjects), {}, {}, {}, {}}}).number;
  view_.as_of = session_->frame().today - std::chrono::days(30);
  said({});
  const ImportState& s = after(ApplyImport{number});
  EXPECT_EQ(s.stage, ImportStage::Ready) << "to be written once the present day is back";
  ASSERT_FALSE(shown_.notices.empty());
  EXPECT_NE(shown_.notices.back().zh.find("历史视图不可写入"), std::string::npos);
  EXPECT_EQ(projects(), before);
  view_.as_of.reset();
  said({});
  EXPECT_EQ(after(ApplyImport{number}).stage, ImportStage::Done);
}

TEST_F(DeskImport, AnotherWritersCommitMakesThePreviewStale) {
  const std::uint64_t number = after(PreviewImport{{write("项目.csv", kTwoProjects), {}, {}, {}, {}}}).number;
  {
    auto store = open_store(file_);
    ASSERT_TRUE(store);
    Batch batch;
    batch.enterprises.push_back({});
    batch.enterprises.back().uscc = "91110105MA00ABCD1X";
    batch.enterprises.back().name = "某建筑公司";
    const auto other =
        (*store)->commit({}, batch, {session_->frame().now, "02", "other", "enterprises", "x"});
    ASSERT_TRUE(other) << other.error().en;
  }
  const ImportState& s = after(ApplyImport{number});
  ASSERT_EQ(s.stage, ImportStage::Refused);
  EXPECT_EQ(s.error->code, ErrorCode::Stale);
}

TEST_F(DeskImport, AFileThatCannotBeReadSaysWhyAndTheMappingHelps) {
  const auto file = write("表.csv", "编码,工程名称,经度,纬度\nP-110105-90001,东坝一标,116.55,39.96\n");
  ImportWish wish{file, IntakeKind::Projects, {}, {}, {}};
  const ImportState& refused = after(PreviewImport{wish});
  ASSERT_EQ(refused.stage, ImportStage::Refused);
  ASSERT_EQ(refused.columns.size(), 4u) << "the columns are there to be mapped";
  wish.map = {{"编码", "id"}};
  wish.crs = parse_crs("gcj02").value();
  const ImportState& ready = after(PreviewImport{wish});
  EXPECT_EQ(ready.stage, ImportStage::Ready) << (ready.error ? ready.error->en : "");
}

TEST_F(DeskImport, RejectedRowsAreWrittenBesideTheirFileAndNothingIsOverwritten) {
  after(PreviewImport{{write("项目.csv", kTwoProjects), {}, {}, {}, {}}});
  write("项目-拒收.csv", "mine");
  after(SaveRejects{});
  EXPECT_TRUE(std::filesystem::exists(scratch_ / "项目-拒收-2.csv"));
  EXPECT_EQ(std::filesystem::file_size(scratch_ / "项目-拒收.csv"), 4u);
}

TEST_F(DeskImport, AFolderShowsWhatCanBeTakenInTheNewestFirst) {
  namespace fs = std::filesystem;
  fs::create_directories(scratch_ / "来件" / "旧");
  write("来件/甲.csv", "x");
  write("来件/乙.xlsx", "x");
  write("来件/说明.docx", "x");
  write("来件/.隐藏.csv", "x");
  const auto old = fs::last_write_time(scratch_ / "来件/甲.csv") - std::chrono::hours(5);
  fs::last_write_time(scratch_ / "来件/甲.csv", old);
  const ImportState& s = after(LookForFile{scratch_ / "来件"});
  ASSERT_EQ(s.stage, ImportStage::Looking);
  std::vector<std::string> names;
  for (const auto& e : s.list.entries) names.push_back(e.name);
  EXPECT_EQ(names, (std::vector<std::string>{"旧", "乙.xlsx", "甲.csv"}));
  EXPECT_TRUE(s.list.entries[0].folder);
  EXPECT_FALSE(s.batches.empty()) << "the batches that could be taken back are listed";
  const ImportState& none = after(LookForFile{scratch_ / "没有"});
  EXPECT_TRUE(none.list.error);
  EXPECT_EQ(none.stage, ImportStage::Looking);
  after(CloseImport{});
  EXPECT_EQ(shown_.import, nullptr);
}

TEST_F(DeskImport, LookingAtAFileTakesItIn) {
  const ImportState& s = after(LookForFile{write("项目.csv", kTwoProjects)});
  EXPECT_EQ(s.stage, ImportStage::Ready);
}

}  // namespace
}  // namespace anxin
