#include "data/store/batch_writer.hpp"

#include <fmt/format.h>

#include <tuple>
#include <vector>

#include "data/db/geometry_blob.hpp"
#include "data/store/in_order.hpp"
#include "data/store/spatial_index.hpp"
#include "data/store/sql.hpp"
#include "data/store/words.hpp"

namespace anxin {
namespace {

// A batch this large, and at least a twentieth of the table, is loaded first and indexed after: one row
// through SpatiaLite's triggers costs as much as packing twenty into a new tree.
constexpr std::size_t kBulkRows = 2000;
constexpr std::size_t kProgressStep = 8192;

std::unexpected<Error> bad(std::string zh, std::string en) {
  return fail(ErrorCode::BadInput, std::move(zh), std::move(en));
}

bool same(const ProjectRow& a, const ProjectRow& b) {
  const auto fields = [](const ProjectRow& r) {
    return std::tie(r.name, r.supervising_unit, r.district, r.township, r.sector, r.funding, r.status,
                    r.unlicensed, r.at, r.start, r.finish, r.pay_day, r.contract_fen, r.owner,
                    r.general_contractor, r.subcontractor);
  };
  return fields(a) == fields(b);
}

bool same_figures(const ProjectMonthRow& a, const ProjectMonthRow& b) {
  const auto fields = [](const ProjectMonthRow& r) {
    return std::tie(r.attended, r.paid_heads, r.due_fen, r.paid_fen, r.inflow_fen, r.balance_fen,
                    r.last_payroll);
  };
  return fields(a) == fields(b);
}

bool in_key_range(Day day) { return day_number(day) >= 0 && day_number(day) <= kMaxDay; }

void bind_project(Statement& s, const ProjectRow& row, const PointBlob& point, std::string_view start,
                  std::string_view finish) {
  s.bind(2, row.id)
      .bind(3, row.name)
      .bind(4, row.supervising_unit)
      .bind(5, row.district)
      .bind(6, row.township);
  s.bind(7, name_zh(row.sector)).bind(8, name_zh(row.funding)).bind(9, name_zh(row.status));
  s.bind(10, row.unlicensed ? 1 : 0).bind(11, row.at.lon()).bind(12, row.at.lat());
  for (const auto& [at, text] : {std::pair{13, start}, std::pair{14, finish}}) {
    if (text.empty()) {
      s.bind_null(at);
    } else {
      s.bind(at, text);
    }
  }
  bind_optional(s, 15, row.pay_day);
  bind_optional(s, 16, row.contract_fen);
  s.bind(17, row.owner).bind(18, row.general_contractor).bind(19, row.subcontractor);
  s.bind_blob(20, {point.data(), point.size()});
}

void bind_month(Statement& s, const ProjectMonthRow& row) {
  bind_optional(s, 3, row.attended);
  bind_optional(s, 4, row.paid_heads);
  bind_optional(s, 5, row.due_fen);
  bind_optional(s, 6, row.paid_fen);
  bind_optional(s, 7, row.inflow_fen);
  bind_optional(s, 8, row.balance_fen);
  if (row.last_payroll) {
    s.bind(9, day_number(*row.last_payroll));
  } else {
    s.bind_null(9);
  }
}

}  // namespace

void BatchWriter::advance() {
  if (++done_ % kProgressStep == 0 && progress_) progress_(done_, total_);
}

Status BatchWriter::keep_and_run(std::string_view keep, std::int64_t key, Statement& change) {
  const Result<Statement*> kept = statement(keep);
  if (!kept) return std::unexpected(kept.error());
  if (Status done = (*kept)->bind(1, key).bind(2, batch_).run(); !done) return done;
  return change.run();
}

Result<BatchResult> BatchWriter::write(const Batch& batch) {
  total_ = batch.enterprises.size() + batch.projects.size() + batch.months.size() + batch.safeguards.size() +
           batch.complaints.size() + batch.orders.size() + batch.blacklist.size() + batch.incidents.size() +
           batch.feeds.size() + batch.arrivals.size() + batch.project_feeds.size();
  if (Status done = write_enterprises(batch.enterprises); !done) return std::unexpected(done.error());
  if (Status done = write_projects(batch.projects); !done) return std::unexpected(done.error());
  if (Status done = write_months(batch.months); !done) return std::unexpected(done.error());
  if (Status done = write_safeguards(batch.safeguards); !done) return std::unexpected(done.error());
  if (Status done = write_records(batch); !done) return std::unexpected(done.error());
  result_.digest = digest_.finish();
  if (progress_) progress_(total_, total_);
  return result_;
}

Status BatchWriter::write_enterprises(const std::vector<EnterpriseRow>& rows) {
  if (rows.empty()) return {};
  const Result<std::int64_t> next = store_.database().integer(sql("enterprise_next"));
  if (!next) return std::unexpected(next.error());
  next_enterprise_ = *next;
  const auto key = [](const EnterpriseRow& r) -> const std::string& { return r.uscc; };
  for (const std::uint32_t i : in_order(rows, key, result_.unchanged)) {
    if (Status done = write_enterprise(rows[i]); !done) return done;
    advance();
  }
  return {};
}

Status BatchWriter::write_enterprise(const EnterpriseRow& row) {
  if (row.uscc.empty()) {
    return bad("企业缺少统一社会信用代码。", "An enterprise has no unified social credit code.");
  }
  const Result<Statement*> find = statement("enterprise_find");
  if (!find) return std::unexpected(find.error());
  const Result<bool> found = (*find)->bind(1, row.uscc).next();
  if (!found) return std::unexpected(found.error());
  const std::int64_t number = *found ? (*find)->integer(0) : next_enterprise_;
  const bool equal =
      *found && (*find)->text(1) == row.name && (*find)->integer(2) == static_cast<std::int64_t>(row.credit);
  (*find)->reset();
  if (equal) {
    ++result_.unchanged;
    return {};
  }
  ++(*found ? result_.changed : result_.added);
  digest_.add(row);
  if (!*found) ++next_enterprise_;
  if (dry_ && !*found) new_enterprises_.emplace(row.uscc, 0);
  if (dry_) return {};
  const Result<Statement*> write = statement(*found ? "enterprise_change" : "enterprise_add");
  if (!write) return std::unexpected(write.error());
  (*write)
      ->bind(1, number)
      .bind(2, row.uscc)
      .bind(3, row.name)
      .bind(4, static_cast<int>(row.credit))
      .bind(5, batch_);
  return *found ? keep_and_run("enterprise_keep", number, **write) : (*write)->run();
}

Status BatchWriter::write_projects(const std::vector<ProjectRow>& rows) {
  if (rows.empty()) return {};
  const Result<std::int64_t> next = store_.database().integer(sql("project_next"));
  if (!next) return std::unexpected(next.error());
  next_project_ = *next;
  const Result<std::int64_t> stored = store_.database().integer(sql("project_count"));
  if (!stored) return std::unexpected(stored.error());
  const auto key = [](const ProjectRow& r) -> const std::string& { return r.id; };
  const std::vector<std::uint32_t> order = in_order(rows, key, result_.unchanged);
  const bool bulk =
      !dry_ && order.size() >= kBulkRows && order.size() * 20 > static_cast<std::size_t>(*stored);
  std::string triggers;
  if (bulk) {
    Result<std::string> begun = begin_bulk(store_.database());
    if (!begun) return std::unexpected(begun.error());
    triggers = std::move(*begun);
  }
  for (const std::uint32_t i : order) {
    if (Status done = write_project(rows[i], *stored != 0); !done) return done;
    advance();
  }
  return bulk ? end_bulk(store_.database(), triggers) : Status{};
}

Status BatchWriter::write_project(const ProjectRow& row, bool compare) {
  if (row.id.empty()) return bad("项目缺少编号。", "A project has no id.");
  if (!row.at.is_valid()) {
    return bad(fmt::format("项目 {} 的坐标不是有效的经纬度。", row.id),
               fmt::format("The position of project {} is no longitude and latitude.", row.id));
  }
  std::int64_t number = 0;
  if (compare) {
    const Result<Statement*> find = statement("project_find");
    if (!find) return std::unexpected(find.error());
    const Result<bool> found = (*find)->bind(1, row.id).next();
    if (!found) return std::unexpected(found.error());
    if (*found) number = (*find)->integer(0);
    const bool equal = *found && same(project_at(**find, 1), row);
    (*find)->reset();
    if (equal) {
      ++result_.unchanged;
      return {};
    }
  }
  const bool found = number != 0;
  ++(found ? result_.changed : result_.added);
  digest_.add(row);
  if (dry_) {
    if (!found) new_projects_.emplace(row.id, 0);
    return {};
  }
  if (!found) number = next_project_++;
  const Result<Statement*> write = statement(found ? "project_change" : "project_add");
  if (!write) return std::unexpected(write.error());
  const PointBlob point = point_blob(row.at);
  const DayText start = row.start ? day_text(*row.start) : DayText{};
  const DayText finish = row.finish ? day_text(*row.finish) : DayText{};
  bind_project(**write, row, point, {start.data(), row.start ? start.size() : 0},
               {finish.data(), row.finish ? finish.size() : 0});
  (*write)->bind(1, number).bind(21, batch_);
  return found ? keep_and_run("project_keep", number, **write) : (*write)->run();
}

Result<std::int64_t> BatchWriter::project_number(const std::string& id) {
  const Result<Statement*> find = statement("project_pkid");
  if (!find) return std::unexpected(find.error());
  const Result<bool> found = (*find)->bind(1, id).next();
  if (!found) return std::unexpected(found.error());
  if (*found) {
    const std::int64_t number = (*find)->integer(0);
    (*find)->reset();
    return number;
  }
  if (dry_ && new_projects_.contains(id)) return 0;
  return bad(fmt::format("数据引用了不存在的项目 {}。", id),
             fmt::format("The data name an unknown project {}.", id));
}

Result<std::int64_t> BatchWriter::enterprise_number(const std::string& uscc) {
  const Result<Statement*> find = statement("enterprise_find");
  if (!find) return std::unexpected(find.error());
  const Result<bool> found = (*find)->bind(1, uscc).next();
  if (!found) return std::unexpected(found.error());
  if (*found) {
    const std::int64_t number = (*find)->integer(0);
    (*find)->reset();
    return number;
  }
  if (dry_ && new_enterprises_.contains(uscc)) return 0;
  return bad(fmt::format("数据引用了不存在的企业 {}。", uscc),
             fmt::format("The data name an unknown enterprise {}.", uscc));
}

Status BatchWriter::write_months(const std::vector<ProjectMonthRow>& rows) {
  if (rows.empty()) return {};
  const Result<std::int64_t> any = store_.database().integer(sql("month_any"));
  if (!any) return std::unexpected(any.error());
  const auto key = [](const ProjectMonthRow& r) { return std::tie(r.project, r.month, r.valid_from); };
  const std::string* project = nullptr;
  std::int64_t number = 0;
  for (const std::uint32_t i : in_order(rows, key, result_.unchanged)) {
    const ProjectMonthRow& row = rows[i];
    if (project == nullptr || *project != row.project) {
      const Result<std::int64_t> found = project_number(row.project);
      if (!found) return std::unexpected(found.error());
      project = &row.project;
      number = *found;
    }
    if (Status done = write_month(row, number, *any != 0); !done) return done;
    advance();
  }
  return {};
}

Status BatchWriter::write_month(const ProjectMonthRow& row, std::int64_t project, bool compare) {
  const std::int64_t month = month_index(row.month) - MonthColumns::kMonthBase;
  if (!row.month.ok() || month < 0 || month > kMaxMonth || !in_key_range(row.valid_from)) {
    return bad(fmt::format("项目 {} 的月份或生效日超出范围。", row.project),
               fmt::format("A month or its day of validity of project {} is out of range.", row.project));
  }
  const std::int64_t key = month_key(project, month, day_number(row.valid_from));
  bool found = false;
  if (compare && project != 0) {
    const Result<Statement*> find = statement("month_find");
    if (!find) return std::unexpected(find.error());
    const Result<bool> stored = (*find)->bind(1, key).next();
    if (!stored) return std::unexpected(stored.error());
    found = *stored;
    ProjectMonthRow old;
    if (found) month_figures_at(**find, 0, old);
    (*find)->reset();
    if (found && same_figures(old, row)) {
      ++result_.unchanged;
      return {};
    }
  }
  ++(found ? result_.changed : result_.added);
  digest_.add(row);
  if (dry_) return {};
  const Result<Statement*> write = statement(found ? "month_change" : "month_add");
  if (!write) return std::unexpected(write.error());
  (*write)->bind(1, key).bind(2, batch_);
  bind_month(**write, row);
  return found ? keep_and_run("month_keep", key, **write) : (*write)->run();
}

Status BatchWriter::write_safeguards(const std::vector<SafeguardRow>& rows) {
  if (rows.empty()) return {};
  const Result<std::int64_t> any = store_.database().integer(sql("safeguard_any"));
  if (!any) return std::unexpected(any.error());
  const auto key = [](const SafeguardRow& r) {
    return std::tie(r.of_enterprise, r.subject, r.safeguard, r.valid_from);
  };
  const SafeguardRow* latest = nullptr;
  std::int64_t number = 0;
  for (const std::uint32_t i : in_order(rows, key, result_.unchanged)) {
    const SafeguardRow& row = rows[i];
    if (latest == nullptr || latest->of_enterprise != row.of_enterprise || latest->subject != row.subject) {
      const Result<std::int64_t> found =
          row.of_enterprise ? enterprise_number(row.subject) : project_number(row.subject);
      if (!found) return std::unexpected(found.error());
      latest = &row;
      number = *found;
    }
    if (Status done = write_safeguard(row, number, *any != 0); !done) return done;
    advance();
  }
  return {};
}

Status BatchWriter::write_safeguard(const SafeguardRow& row, std::int64_t subject, bool compare) {
  if (!in_key_range(row.valid_from)) {
    return bad(fmt::format("{} 的保障制度生效日超出范围。", row.subject),
               fmt::format("A safeguard's day of validity of {} is out of range.", row.subject));
  }
  const std::int64_t key =
      safeguard_key(row.of_enterprise, subject, row.safeguard, day_number(row.valid_from));
  bool found = false;
  if (compare && subject != 0) {
    const Result<Statement*> find = statement("safeguard_find");
    if (!find) return std::unexpected(find.error());
    const Result<bool> stored = (*find)->bind(1, key).next();
    if (!stored) return std::unexpected(stored.error());
    found = *stored;
    const bool equal = found && (*find)->integer(0) == static_cast<std::int64_t>(row.state) &&
                       (*find)->optional_integer(1) == row.amount_fen;
    (*find)->reset();
    if (equal) {
      ++result_.unchanged;
      return {};
    }
  }
  ++(found ? result_.changed : result_.added);
  digest_.add(row);
  if (dry_) return {};
  const Result<Statement*> write = statement(found ? "safeguard_change" : "safeguard_add");
  if (!write) return std::unexpected(write.error());
  (*write)->bind(1, key).bind(2, batch_).bind(3, static_cast<int>(row.state));
  bind_optional(**write, 4, row.amount_fen);
  return found ? keep_and_run("safeguard_keep", key, **write) : (*write)->run();
}

}  // namespace anxin
