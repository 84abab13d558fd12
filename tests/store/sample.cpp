#include "tests/store/sample.hpp"

#include <fmt/format.h>

#include <random>

namespace anxin::test {

using namespace std::chrono;

MultiPolygon box(double west, double south, double east, double north) {
  const auto p = [](double x, double y) { return LonLat::of_degrees(x, y); };
  return {Polygon{{p(west, south), p(east, south), p(east, north), p(west, north), p(west, south)}, {}}};
}

StoreInfo sample_info() {
  StoreInfo info;
  info.simulated = true;
  info.anchor = Instant{seconds{1'520'000'000}};
  info.pack = "样例 1";
  info.districts = {{"110105", "朝阳区", "Chaoyang", box(116.0, 39.5, 116.5, 40.0), {}},
                    {"110108", "海淀区", "Haidian", box(116.5, 39.5, 117.0, 40.0), {}}};
  info.supervising_units = info.districts;
  for (AreaRow& unit : info.supervising_units) unit.district = unit.code;
  info.supervising_units.push_back({"BDA", "北京经济技术开发区", "BDA", {}, {}});
  return info;
}

std::string project_id(int n) { return fmt::format("P-110105-{:05}", n); }
std::string uscc_of(int n) { return fmt::format("91110105MA{:08}", n); }

ProjectRow project_row(int n, LonLat at) {
  ProjectRow row;
  row.id = project_id(n);
  row.name = fmt::format("样例工程 {} 号", n);
  row.district = at.lon() < 116.5 ? "110105" : "110108";
  row.supervising_unit = n % 7 == 0 ? "BDA" : row.district;
  row.township = n % 3 == 0 ? "" : "望京街道";
  row.sector = static_cast<Sector>(n % kSectors);
  row.funding = static_cast<Funding>(n % 3);
  row.status = static_cast<ProjectStatus>(n % 3);
  row.unlicensed = n % 11 == 0;
  row.at = at;
  if (n % 4 != 0) row.start = Day{local_days{year{2016} / 3 / 1}} + days{n % 500};
  if (n % 5 != 0) row.finish = Day{local_days{year{2019} / 12 / 31}} - days{n % 300};
  if (n % 6 != 0) row.pay_day = 1 + n % 31;
  if (n % 8 != 0) row.contract_fen = 100'000'000'00LL + n;
  row.general_contractor = uscc_of(n / 10);
  row.owner = n % 2 == 0 ? uscc_of(n / 20) : "";
  return row;
}

ProjectMonthRow month_row(int project, int month_of_2018, std::int64_t due_fen, std::int64_t paid_fen) {
  ProjectMonthRow row;
  row.project = project_id(project);
  row.month = year{2018} / month_of_2018;
  row.valid_from = Day{local_days{row.month / 1}} + days{45};
  row.attended = 40 + project % 9;
  row.paid_heads = 40;
  row.due_fen = due_fen;
  row.paid_fen = paid_fen;
  if (project % 3 != 0) row.inflow_fen = due_fen;
  if (project % 5 != 0) row.balance_fen = due_fen / 2;
  if (paid_fen > 0) row.last_payroll = row.valid_from - days{3};
  return row;
}

Batch sample_batch(int projects, int months, std::uint32_t seed) {
  std::mt19937 random(seed);
  const auto between = [&](double low, double high) {
    return low + (high - low) * static_cast<double>(random() >> 8) / double{1 << 24};
  };
  Batch batch;
  for (int n = 0; n * 10 < projects; ++n) {
    batch.enterprises.push_back({uscc_of(n), fmt::format("样例建筑 {} 公司", n), static_cast<Credit>(n % 5)});
    batch.safeguards.push_back(
        {uscc_of(n), true, Safeguard::WageDeposit, n % 4 == 0 ? SafeguardState::No : SafeguardState::Yes,
         Day{local_days{year{2017} / 6 / 1}}, n % 4 == 0 ? std::nullopt : std::optional<Fen>(n)});
  }
  for (int n = 0; n < projects; ++n) {
    batch.projects.push_back(
        project_row(n, LonLat::of_degrees(between(116.01, 116.99), between(39.51, 39.99))));
    for (int m = 1; m <= months; ++m) {
      batch.months.push_back(
          month_row(n, m, 1'000'000 + n * 13 + m, n % 10 == 0 ? 0 : 1'000'000 + n * 13 + m));
    }
    for (const Safeguard s : {Safeguard::RealName, Safeguard::DedicatedAccount, Safeguard::NoticeBoard}) {
      batch.safeguards.push_back({project_id(n),
                                  false,
                                  s,
                                  static_cast<SafeguardState>(n % 4),
                                  Day{local_days{year{2018} / 1 / 1}},
                                  {}});
    }
  }
  return batch;
}

Batch sample_records(int projects) {
  const Day first{local_days{year{2018} / 3 / 1}};
  Batch batch;
  batch.feeds = {{"real-name", "实名制平台", "样例平台", FeedKind::RealName, 172'800},
                 {"bank-01", "一号银行代发", "样例银行", FeedKind::Bank, 129'600}};
  for (int n = 0; n < 6; ++n) {
    batch.arrivals.push_back({"bank-01", Instant{seconds{1'519'900'000 - n * 40'000}}});
    batch.arrivals.push_back({"real-name", Instant{seconds{1'519'950'000 - n * 50'000}}});
  }
  batch.blacklist = {{uscc_of(0), first, first + days{900}, first + days{3}},
                     {uscc_of(0), first - days{400}, first - days{30}, {}},
                     {"91110000MA00000000", first, {}, {}}};
  for (int n = projects - 1; n >= 0; --n) {
    const std::string id = project_id(n);
    batch.project_feeds.push_back({id, n % 4 == 0 ? "real-name" : "bank-01", first - days{n}});
    batch.project_feeds.push_back({id, "bank-01", first - days{300}});
    if (n % 2 == 0) {
      batch.complaints.push_back(
          {fmt::format("C-{}", n), id, first + days{n % 9}, 1 + n, {}, Channel::Police110, {}});
      batch.complaints.push_back(
          {fmt::format("C-{}-2", n), id, first, 3, 5'000'00, Channel::Visit, first + days{5}});
    }
    if (n % 3 == 0)
      batch.orders.push_back({fmt::format("O-{}", n), id, first, first + days{15}, {}, "限期支付工资"});
    if (n % 3 == 1)
      batch.orders.push_back(
          {fmt::format("O-{}", n), id, first, first + days{15}, first + days{20}, "设置告示牌"});
    if (n % 5 == 0)
      batch.incidents.push_back({fmt::format("I-{}", n), id, first + days{40}, 12, first + days{41}});
  }
  return batch;
}

Origin origin_at(std::int64_t second, const std::string& command_id, const std::string& kind) {
  return {Instant{seconds{1'520'000'000 + second}}, "值班一席", command_id, kind, "样例.csv"};
}

}  // namespace anxin::test
