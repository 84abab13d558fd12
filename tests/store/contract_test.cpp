// What every Store must do, run on the twin in memory and on SpatiaLite with the same expectations.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <random>

#include "data/store/store.hpp"
#include "geo/geodesy.hpp"
#include "tests/store/contract.hpp"

namespace anxin::test {
namespace {

using namespace std::chrono;

class Contract : public StoreContract {};

LonLat at(double lon, double lat) { return LonLat::of_degrees(lon, lat); }

TEST_P(Contract, ANewStoreIsEmptyAndKnowsItsAreas) {
  EXPECT_EQ(store_->revision(), 0U);
  EXPECT_EQ(store_->info().districts.size(), 2U);
  ASSERT_EQ(store_->info().supervising_units.size(), 3U);
  EXPECT_EQ(store_->info().districts[1].name, "海淀区");
  EXPECT_EQ(store_->info().districts[1].shape[0].outer, box(116.5, 39.5, 117, 40)[0].outer);
  EXPECT_TRUE(store_->info().supervising_units[2].shape.empty());
  EXPECT_EQ(store_->info().supervising_units[0].district, "110105");
  EXPECT_EQ(store_->info().anchor, sample_info().anchor);
  const auto r = registry();
  EXPECT_EQ(r->projects(), 0U);
  EXPECT_EQ(r->unit_code.size(), 3U);
  EXPECT_TRUE(store_->near_k(at(116.4, 39.9), 3)->empty());
}

TEST_P(Contract, AStaleWriterIsRefusedAndChangesNothing) {
  put(sample_batch(5, 0, 1));
  const auto refused = store_->commit(0, sample_batch(6, 0, 2), origin_at(1, "x"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::Stale);
  EXPECT_EQ(registry()->projects(), 5U);
  EXPECT_TRUE(store_->commit(1, sample_batch(6, 0, 2), origin_at(1, "x")));
}

TEST_P(Contract, TheSameCommandTwiceHasOneEffectAndOneAnswer) {
  const BatchResult first = put(sample_batch(5, 1, 1), "abc");
  const BatchResult again = put(sample_batch(9, 1, 1), "abc");
  EXPECT_EQ(again.batch, first.batch);
  EXPECT_EQ(again.added, first.added);
  EXPECT_EQ(again.digest, first.digest);
  EXPECT_EQ(store_->revision(), 1U);
  EXPECT_EQ(registry()->projects(), 5U);
}

TEST_P(Contract, RowsEqualToWhatIsStoredCountAsUnchangedAndJournalNothing) {
  const Batch batch = sample_batch(20, 2, 3);
  put(batch);
  const BatchResult again = put(batch, "second");
  EXPECT_EQ(again.batch, 0);
  EXPECT_EQ(again.added + again.changed, 0U);
  EXPECT_EQ(again.unchanged, 20U + 40 + 2 + 62);
  EXPECT_EQ(store_->revision(), 1U);
  Batch one = batch;
  one.projects[3].name = "改名";
  one.months[5].paid_fen = 1;
  const BatchResult changed = put(one);
  EXPECT_EQ(changed.changed, 2U);
  EXPECT_EQ(changed.added, 0U);
  EXPECT_EQ(changed.batch, 2);
}

TEST_P(Contract, OfTwoRowsWithOneKeyTheLaterCounts) {
  Batch batch;
  batch.projects = {project_row(1, at(116.1, 39.6)), project_row(1, at(116.2, 39.7))};
  const BatchResult result = put(batch);
  EXPECT_EQ(result.added, 1U);
  EXPECT_EQ(result.unchanged, 1U);
  EXPECT_EQ(registry()->at[0], at(116.2, 39.7));
}

TEST_P(Contract, PreviewSaysWhatCommitWouldDoAndDoesNothing) {
  put(sample_batch(10, 1, 1));
  const Batch batch = sample_batch(15, 2, 1);
  const auto seen = store_->preview(batch);
  ASSERT_TRUE(seen) << seen.error().en;
  EXPECT_EQ(store_->revision(), 1U);
  const BatchResult done = put(batch);
  EXPECT_EQ(seen->added, done.added);
  EXPECT_EQ(seen->changed, done.changed);
  EXPECT_EQ(seen->unchanged, done.unchanged);
  EXPECT_EQ(seen->digest, done.digest);
}

TEST_P(Contract, ABadRowRefusesTheWholeBatch) {
  put(sample_batch(3, 0, 1));
  std::vector<Batch> bad(5);
  bad[0].projects = {project_row(8, at(116.2, 39.7)), project_row(9, at(INFINITY, 39.7))};
  bad[1].projects = {project_row(8, at(116.2, 39.7)), project_row(9, at(39.9, 116.4))};
  bad[2].months = {month_row(2, 1, 5, 5), month_row(77, 1, 5, 5)};
  bad[3].safeguards = {
      {uscc_of(999), true, Safeguard::WageDeposit, SafeguardState::Yes, Day{days{17000}}, {}}};
  bad[4].months = {month_row(2, 1, 5, 5)};
  bad[4].months[0].month = year{1999} / 12;
  for (const Batch& batch : bad) {
    const auto refused = store_->commit({}, batch, origin_at(5, ""));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::BadInput);
    EXPECT_FALSE(store_->preview(batch));
  }
  EXPECT_EQ(store_->revision(), 1U);
  EXPECT_EQ(registry()->projects(), 3U);
}

TEST_P(Contract, WhatWasKnownAtAMomentComesBackAsItStood) {
  put(sample_batch(4, 1, 1), "", 100);
  Batch later;
  later.projects = {project_row(2, at(116.7, 39.8)), project_row(50, at(116.8, 39.8))};
  later.months = {month_row(2, 1, 77, 7), month_row(2, 2, 88, 8)};
  put(later, "", 200);
  const auto before = registry(origin_at(150, "").at), after = registry(origin_at(200, "").at),
             now = registry();
  EXPECT_EQ(registry(origin_at(99, "").at)->projects(), 0U);
  EXPECT_EQ(before->projects(), 4U);
  EXPECT_EQ(after->projects(), 5U);
  EXPECT_EQ(now->projects(), 5U);
  EXPECT_NE(before->at[2], at(116.7, 39.8));
  EXPECT_EQ(after->at[2], at(116.7, 39.8));
  EXPECT_EQ(before->months->size(), 4U);
  EXPECT_EQ(now->months->size(), 5U);
  EXPECT_EQ(now->months->due_fen[now->months->first[2]], 77);
  EXPECT_NE(before->months->due_fen[before->months->first[2]], 77);
}

TEST_P(Contract, KnownTimeNeverGoesBack) {
  put(sample_batch(2, 0, 1), "", 100);
  put(sample_batch(3, 0, 1), "", 50);
  EXPECT_EQ((*store_->batches())[1].at, origin_at(100, "").at);
  EXPECT_EQ(registry(origin_at(60, "").at)->projects(), 0U);
  EXPECT_EQ(registry(origin_at(100, "").at)->projects(), 3U);
}

TEST_P(Contract, UndoRemovesWhatABatchAddedAndRestoresWhatItChanged) {
  const Batch first = sample_batch(10, 2, 1);
  put(first, "", 1);
  Batch second;
  second.projects = {project_row(3, at(116.7, 39.8)), project_row(60, at(116.8, 39.8))};
  second.months = {month_row(3, 1, 9, 9), month_row(60, 1, 9, 9)};
  const BatchResult changed = put(second, "", 2);
  const auto undone = store_->undo(changed.batch, origin_at(3, "u"));
  ASSERT_TRUE(undone) << undone.error().en;
  EXPECT_EQ(undone->changed, 4U);
  EXPECT_EQ(store_->undo(changed.batch, origin_at(3, "u"))->revision, undone->revision);
  const auto r = registry();
  EXPECT_EQ(r->projects(), 10U);
  EXPECT_EQ(r->at[3], first.projects[3].at);
  EXPECT_EQ(r->months->size(), 20U);
  EXPECT_EQ(put(first).batch, 0);
  EXPECT_EQ(registry(origin_at(2, "").at)->projects(), 11U);
  EXPECT_TRUE(store_->batches()->at(1).undone);
  EXPECT_TRUE(store_->undo(1, origin_at(4, "")));
  EXPECT_EQ(registry()->projects(), 0U);
  EXPECT_EQ(registry(origin_at(1, "").at)->projects(), 10U);
  EXPECT_EQ(put(first, "", 5).added, 10U + 1 + 20 + 31);
  EXPECT_TRUE(store_->verify()->ok) << store_->verify()->faults_en.front();
}

TEST_P(Contract, UndoIsRefusedWhenALaterBatchTouchedTheSameRows) {
  put(sample_batch(4, 1, 1));
  Batch second;
  second.projects = {project_row(2, at(116.7, 39.8))};
  put(second);
  EXPECT_EQ(store_->undo(1, origin_at(3, "")).error().code, ErrorCode::Refused);
  ASSERT_TRUE(store_->undo(2, origin_at(3, "")));
  EXPECT_EQ(store_->undo(2, origin_at(3, "")).error().code, ErrorCode::Refused);
  EXPECT_EQ(store_->undo(3, origin_at(3, "")).error().code, ErrorCode::Refused);
  EXPECT_EQ(store_->undo(99, origin_at(3, "")).error().code, ErrorCode::NotFound);
  EXPECT_TRUE(store_->undo(1, origin_at(4, "")));
  EXPECT_EQ(registry()->projects(), 0U);
}

TEST_P(Contract, UndoIsRefusedWhenLaterRowsHangOnAProjectItAdded) {
  put(sample_batch(4, 0, 1));
  Batch months;
  months.months = {month_row(1, 1, 5, 5)};
  put(months);
  EXPECT_EQ(store_->undo(1, origin_at(3, "")).error().code, ErrorCode::Refused);
  EXPECT_EQ(registry()->projects(), 4U);
}

TEST_P(Contract, RegistryColumnsHoldEveryFieldInTheOrderOfIds) {
  Batch batch = sample_batch(40, 3, 9);
  std::shuffle(batch.projects.begin(), batch.projects.end(), std::mt19937(4));
  put(batch);
  Batch earlier;
  earlier.projects = {project_row(0, at(116.3, 39.8))};
  earlier.projects[0].id = "A-1";
  earlier.projects[0].subcontractor = "91110000MA99999999";
  earlier.months = {month_row(0, 4, 3, 2)};
  earlier.months[0].project = "A-1";
  earlier.safeguards = {{"A-1", false, Safeguard::NoticeBoard, SafeguardState::No, Day{days{17600}}, {}}};
  put(earlier);
  const auto r = registry();
  MemoryStore twin(sample_info());
  ASSERT_TRUE(twin.commit({}, batch, origin_at(0, ""), {}));
  ASSERT_TRUE(twin.commit({}, earlier, origin_at(0, ""), {}));
  const auto t = *twin.load_registry({}, {});
  t->take(*twin.load_history(*t, {}, {}));
  const auto m = t->months;
  ASSERT_EQ(r->projects(), t->projects());
  for (std::size_t i = 0; i < r->projects(); ++i) {
    EXPECT_EQ(r->id[i], t->id[i]);
    EXPECT_EQ(r->name[i], t->name[i]);
    EXPECT_EQ(r->township[i], t->township[i]);
    EXPECT_EQ(r->find_project(r->id[i]), i);
  }
  ASSERT_EQ(r->enterprise_uscc.size(), t->enterprise_uscc.size());
  for (std::size_t i = 0; i < r->enterprise_uscc.size(); ++i)
    EXPECT_EQ(r->enterprise_uscc[i], t->enterprise_uscc[i]);
  EXPECT_EQ(r->enterprise_credit, t->enterprise_credit);
  EXPECT_EQ(r->unit, t->unit);
  EXPECT_EQ(r->district, t->district);
  EXPECT_EQ(r->sector, t->sector);
  EXPECT_EQ(r->funding, t->funding);
  EXPECT_EQ(r->status, t->status);
  EXPECT_EQ(r->unlicensed, t->unlicensed);
  EXPECT_EQ(r->at, t->at);
  EXPECT_EQ(r->start, t->start);
  EXPECT_EQ(r->finish, t->finish);
  EXPECT_EQ(r->pay_day, t->pay_day);
  EXPECT_EQ(r->contract_fen, t->contract_fen);
  EXPECT_EQ(r->owner, t->owner);
  EXPECT_EQ(r->general_contractor, t->general_contractor);
  EXPECT_EQ(r->subcontractor, t->subcontractor);
  EXPECT_EQ(r->grid.size(), r->projects());
  EXPECT_EQ(r->months->first, m->first);
  EXPECT_EQ(r->months->month, m->month);
  EXPECT_EQ(r->months->valid_from, m->valid_from);
  EXPECT_EQ(r->months->attended, m->attended);
  EXPECT_EQ(r->months->due_fen, m->due_fen);
  EXPECT_EQ(r->months->inflow_fen, m->inflow_fen);
  EXPECT_EQ(r->months->balance_fen, m->balance_fen);
  EXPECT_EQ(r->months->last_payroll, m->last_payroll);
  for (const auto& [a, b] : {std::pair{&r->project_safeguards, &t->project_safeguards},
                             std::pair{&r->enterprise_safeguards, &t->enterprise_safeguards}}) {
    EXPECT_EQ(a->first, b->first);
    EXPECT_EQ(a->safeguard, b->safeguard);
    EXPECT_EQ(a->state, b->state);
    EXPECT_EQ(a->valid_from, b->valid_from);
    EXPECT_EQ(a->amount_fen, b->amount_fen);
  }
}

TEST_P(Contract, NearAnswersEqualLookingAtEveryProject) {
  const Batch batch = sample_batch(3000, 0, 11);
  put(batch);
  std::mt19937 random(5);
  for (int i = 0; i < 40; ++i) {
    const LonLat here = at(116.0 + static_cast<int>(random() % 1000) / 1000.0,
                           39.5 + static_cast<int>(random() % 500) / 1000.0);
    std::vector<Near> all;
    for (const ProjectRow& row : batch.projects) all.push_back({row.id, distance(here, row.at).value()});
    std::ranges::sort(all, {}, &Near::distance_m);
    const double radius = 100.0 * (1 << random() % 8);
    const auto near = *store_->near_radius(here, Metres::of(radius));
    const auto nearest = *store_->near_k(here, 10);
    ASSERT_EQ(nearest.size(), 10U);
    const auto inside = std::ranges::count_if(all, [&](const Near& n) { return n.distance_m <= radius; });
    ASSERT_EQ(near.size(), static_cast<std::size_t>(inside));
    for (std::size_t n = 0; n < near.size(); ++n) {
      EXPECT_EQ(near[n].id, all[n].id);
      EXPECT_NEAR(near[n].distance_m, all[n].distance_m, 0.001);
    }
    for (std::size_t n = 0; n < 10; ++n) EXPECT_EQ(nearest[n].id, all[n].id);
  }
  EXPECT_EQ(store_->near_k(at(-70, -30), 4)->size(), 4U);
  EXPECT_EQ(store_->near_k(at(116.4, 39.9), 5000)->size(), 3000U);
  EXPECT_EQ(store_->near_radius(batch.projects[7].at, Metres::of(0))->at(0).distance_m, 0);
  EXPECT_FALSE(store_->near_radius(at(200, 10), Metres::of(5)));
  EXPECT_FALSE(store_->near_radius(at(116, 39), Metres::of(-1)));
  Batch moved;
  moved.projects = {batch.projects[7]};
  moved.projects[0].at = at(116.99, 39.51);
  put(moved);
  EXPECT_EQ(store_->near_k(at(116.99, 39.51), 1)->at(0).id, project_id(7));
}

TEST_P(Contract, WithinAnswersEqualLookingAtEveryProject) {
  const Batch batch = sample_batch(800, 0, 12);
  put(batch);
  MultiPolygon ring = box(116.2, 39.6, 116.8, 39.9);
  ring[0].holes = {box(116.4, 39.7, 116.6, 39.8)[0].outer};
  ring.push_back(box(116.85, 39.85, 116.95, 39.95)[0]);
  std::vector<std::string> expected;
  const PreparedArea area(ring);
  for (const ProjectRow& row : batch.projects) {
    if (area.contains(row.at)) expected.push_back(row.id);
  }
  std::ranges::sort(expected);
  ASSERT_GT(expected.size(), 100U);
  EXPECT_EQ(*store_->within(ring), expected);
  EXPECT_TRUE(store_->within({})->empty());
  MultiPolygon bow = box(116.2, 39.6, 116.8, 39.9);
  std::swap(bow[0].outer[1], bow[0].outer[2]);
  EXPECT_FALSE(store_->within(bow));
  std::vector<std::string> bda;
  for (const ProjectRow& row : batch.projects) {
    if (row.supervising_unit == "BDA") bda.push_back(row.id);
  }
  std::ranges::sort(bda);
  EXPECT_EQ(*store_->within_unit("BDA"), bda);
  EXPECT_TRUE(store_->within_unit("110199")->empty());
}

TEST_P(Contract, APointOnTheBoundaryIsInsideAndInBothDistricts) {
  Batch batch;
  batch.projects = {project_row(1, at(116.2, 39.7))};
  put(batch);
  EXPECT_EQ(store_->within(box(116.2, 39.6, 116.3, 39.8))->size(), 1U);
  EXPECT_EQ(*store_->districts_at(at(116.2, 39.7)), std::vector<std::string>{"110105"});
  EXPECT_EQ(*store_->districts_at(at(116.5, 39.7)), (std::vector<std::string>{"110105", "110108"}));
  EXPECT_TRUE(store_->districts_at(at(118, 39.7))->empty());
}

TEST_P(Contract, HistoryNamesTheBatchesThatTouchedAProjectNewestFirst) {
  put(sample_batch(4, 1, 1), "", 1);
  Batch second;
  second.projects = {project_row(2, at(116.7, 39.8))};
  put(second, "", 2);
  Batch third;
  third.months = {month_row(1, 2, 5, 5)};
  put(third, "", 3);
  const auto history = *store_->history(project_id(2), 10);
  ASSERT_EQ(history.size(), 2U);
  EXPECT_EQ(history[0].batch, 2);
  EXPECT_EQ(history[1].batch, 1);
  EXPECT_EQ(store_->history(project_id(1), 1)->at(0).batch, 3);
  EXPECT_EQ(store_->history("nobody", 1).error().code, ErrorCode::NotFound);
}

TEST_P(Contract, AKeptAssessmentFitsOneRevisionDayAndRuleBook) {
  put(sample_batch(7, 1, 1));
  const auto r = registry();
  RiskTable table;
  table.as_of = Day{days{17600}};
  table.rules_digest = "rules";
  table.revision = r->revision;
  table.grade.assign(7, Grade::C);
  table.grade[3] = Grade::Unknown;
  table.incomplete.assign(7, 1);
  table.score_milli.assign(7, 12345);
  table.arrears_fen.assign(7, 99);
  table.age_tenths.assign(7, -3);
  table.rules.assign(7, 0x2005);
  ASSERT_TRUE(store_->save_risk(*r, table));
  const auto kept = *store_->load_risk(*r, table.as_of, "rules");
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->grade, table.grade);
  EXPECT_EQ(kept->score_milli, table.score_milli);
  EXPECT_EQ(kept->age_tenths, table.age_tenths);
  EXPECT_EQ(kept->rules, table.rules);
  EXPECT_FALSE(*store_->load_risk(*r, table.as_of, "other"));
  EXPECT_FALSE(*store_->load_risk(*r, table.as_of + days{1}, "rules"));
  put(sample_batch(8, 1, 1));
  EXPECT_FALSE(*store_->load_risk(*registry(), table.as_of, "rules"));
}

INSTANTIATE_TEST_SUITE_P(Stores, Contract, kStores, store_name);

}  // namespace
}  // namespace anxin::test
