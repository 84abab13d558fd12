#include "data/ingest/field_table.hpp"

#include <algorithm>
#include <array>

namespace anxin {
namespace {

constexpr std::array<FieldKind, kFields> kFieldTable{{
    {Field::Id, "id", "项目编号", false,
     "项目编码 项目代码 工程编号 工程编码 编号 编码 施工许可证号 施工许可证编号 projectid projectcode code"},
    {Field::Name, "name", "名称", false,
     "项目名称 工程名称 工程项目名称 项目 企业名称 单位名称 公司名称 数据源名称 队伍名称 力量名称 "
     "处置力量名称 projectname enterprisename "
     "feedname"},
    {Field::SupervisingUnit, "supervising_unit", "监管单位", false,
     "所属区 区 区县 所在区 所在区县 行政区 行政区划 属地 监管区 辖区 supervisingunitname unit district "
     "county"},
    {Field::Township, "township", "街道乡镇", false,
     "街道 乡镇 街道/乡镇 街乡镇 所属街道 街镇 所在街道 town street"},
    {Field::Sector, "sector", "行业", false,
     "行业类别 工程类别 工程类型 项目类别 项目类型 所属行业 类别 sectorname industry"},
    {Field::Funding, "funding", "资金来源", false,
     "投资 投资性质 投资类型 资金性质 投资主体 项目性质 fundingname"},
    {Field::State, "status", "状态", false, "项目状态 工程状态 施工状态 建设状态 statusname"},
    {Field::Unlicensed, "unlicensed", "三无工程", false, "是否三无 是否三无工程 三无"},
    {Field::Lon, "lon", "经度", false,
     "东经 x x坐标 横坐标 坐标x 项目经度 lng longitude long 东坐标 easting"},
    {Field::Lat, "lat", "纬度", false, "北纬 y y坐标 纵坐标 坐标y 项目纬度 latitude 北坐标 northing"},
    {Field::Start, "start", "开工日期", false, "开工时间 计划开工日期 实际开工日期 合同开工日期 startdate"},
    {Field::Finish, "finish", "竣工日期", false,
     "竣工时间 计划竣工日期 合同竣工日期 完工日期 预计竣工日期 计划完工日期 finishdate enddate"},
    {Field::PayDay, "pay_day", "发薪日", false, "约定发薪日 工资支付日 工资发放日 约定支付日 发放日"},
    {Field::Contract, "contract", "合同价", true,
     "合同金额 合同价款 工程造价 合同总价 合同造价 工程合同价 合同额 总投资 造价 contractamount "
     "contractvalue"},
    {Field::Owner, "owner", "建设单位", false,
     "建设单位统一社会信用代码 建设单位信用代码 建设单位代码 业主 owneruscc"},
    {Field::GeneralContractor, "general_contractor", "施工总承包", false,
     "总包单位统一社会信用代码 总包单位信用代码 总包信用代码 总包统一社会信用代码 施工单位统一社会信用代码 "
     "施工总承包单位 总包单位 总包 "
     "施工单位 施工总承包统一社会信用代码 总承包单位 contractor generalcontractoruscc"},
    {Field::Subcontractor, "subcontractor", "分包", false,
     "分包单位 劳务分包 分包单位统一社会信用代码 分包统一社会信用代码 劳务单位 劳务企业 subcontractoruscc"},
    {Field::RealName, "real_name", "实名制", false, "实名制管理 是否实名制"},
    {Field::DedicatedAccount, "dedicated_account", "工资专户", false,
     "农民工工资专用账户 工资专用账户 专用账户 专户 是否开立专户"},
    {Field::BankPayroll, "bank_payroll", "银行代发", false, "银行代发工资 是否银行代发"},
    {Field::NoticeBoard, "notice_board", "维权信息告示牌", false, "维权告示牌 告示牌 维权信息公示牌 公示牌"},
    {Field::PaymentGuarantee, "payment_guarantee", "工程款支付担保", false, "支付担保"},
    {Field::ProcessSettlement, "process_settlement", "施工过程结算", false, "过程结算"},
    {Field::Uscc, "uscc", "统一社会信用代码", false,
     "信用代码 社会信用代码 企业代码 组织机构代码 creditcode 企业信用代码"},
    {Field::Credit, "credit", "信用等级", false, "企业信用等级 信用 creditgrade"},
    {Field::WageDeposit, "wage_deposit", "工资保证金", false, "保证金 农民工工资保证金 是否缴存保证金"},
    {Field::WageDepositAmount, "wage_deposit_amount", "保证金金额", true, "工资保证金金额 保证金额 缴存金额"},
    {Field::LabourOfficer, "labour_officer", "劳资专管员", false, "专管员 是否配备劳资专管员"},
    {Field::OfficerAssessed, "officer_assessed", "专管员考核", false, "劳资专管员考核"},
    {Field::Project, "project", "项目编号", false, "项目编码 项目代码 工程编号 编号 projectid id"},
    {Field::WageMonth, "month", "月份", false, "工资月份 所属月份 年月 工资所属月 工资所属期 所属期 period"},
    {Field::Attended, "attended", "出勤人数", false, "考勤人数 在岗人数 用工人数 实际出勤人数 attendedheads"},
    {Field::PaidHeads, "paid_heads", "发薪人数", false, "实发人数 已发人数 发放人数 领取人数 已发工资人数"},
    {Field::Due, "due", "应发工资", true, "应发 应发金额 应付工资 应发工资总额 应发工资额"},
    {Field::Paid, "paid", "实发工资", true, "实发 实发金额 已发工资 实付工资 实发工资总额 实发工资额"},
    {Field::Inflow, "inflow", "专户入账", true, "专户拨入 人工费拨付 专户到账 本月入账 人工费入账"},
    {Field::Balance, "balance", "专户余额", true, "账户余额 余额 月末余额"},
    {Field::LastPayroll, "last_payroll", "最近发薪日期", false,
     "最近发放日期 发薪日期 发放日期 工资发放日期 最近代发日期 lastpayrolldate"},
    {Field::SafeguardName, "safeguard", "保障制度", false,
     "制度 制度名称 保障制度名称 保障措施 措施 safeguardname"},
    {Field::SafeguardStatus, "state", "落实情况", false,
     "落实状态 是否落实 落实 状态 覆盖情况 是否覆盖 执行情况 safeguardstate"},
    {Field::Case, "case", "案件编号", false,
     "投诉编号 线索编号 工单号 工单编号 受理编号 受理号 案号 编号 id complaintid caseid"},
    {Field::Received, "received", "受理日期", false,
     "投诉日期 举报日期 接收日期 受理时间 投诉时间 来件日期 登记日期 receiveddate"},
    {Field::Persons, "persons", "涉及人数", false,
     "人数 投诉人数 反映人数 欠薪人数 涉案人数 heads headcount"},
    {Field::Claimed, "claimed", "涉及金额", true,
     "欠薪金额 投诉金额 反映金额 诉求金额 涉案金额 claimedamount"},
    {Field::ChannelWord, "channel", "渠道", false, "来源 受理渠道 投诉渠道 来源渠道 线索来源 source"},
    {Field::Closed, "closed", "办结日期", false,
     "结案日期 办结时间 结案时间 销号日期 整改完成日期 完成日期 复查合格日期 closeddate"},
    {Field::Order, "order", "文书编号", false,
     "整改编号 整改通知书编号 通知书编号 责令编号 文号 整改单号 编号 id orderid"},
    {Field::Issued, "issued", "下达日期", false, "签发日期 下发日期 发文日期 责令日期 下达时间 issueddate"},
    {Field::OrderDue, "due_date", "整改期限", false,
     "限期 整改截止日期 整改时限 期限 到期日期 应完成日期 deadline due"},
    {Field::Subject, "subject", "整改内容", false, "事项 整改事项 内容 问题 存在问题 责令事项"},
    {Field::Feed, "feed", "数据源编号", false, "来源编号 数据源代码 编号 id feedid"},
    {Field::FeedOwner, "owner", "运行单位", false, "责任单位 单位 提供单位 运维单位 feedowner"},
    {Field::FeedType, "kind", "数据源类型", false, "类型 数据类型 数据源类别 feedkind type"},
    {Field::StaleHours, "stale_after_hours", "过期小时数", false,
     "时效小时 过期时限 有效小时 时效 stalehours"},
    {Field::ArrivedAt, "arrived_at", "最近到达时间", false,
     "到达时间 最近更新时间 更新时间 最近上报时间 lastarrival"},
    {Field::Role, "role", "参建角色", false, "角色 参建方 单位角色 参建单位类型 单位类型 partyrole"},
    {Field::UnitId, "unit_id", "力量编号", false,
     "处置力量编号 队伍编号 编号 编码 代码 id code unitcode responseunit responseunitid"},
    {Field::ShortName, "short_name", "简称", false, "力量简称 队伍简称 短名"},
    {Field::Member, "member_unit", "成员单位", false,
     "所属成员单位 所属部门 主管部门 部门 memberunitname member"},
    {Field::Functions, "functions", "职能", false, "处置职能 承担职能 职能分工 function"},
    {Field::Sectors, "sectors", "负责行业", false, "行业 所管行业 行业类别 sector"},
    {Field::People, "people", "人数", false, "人员数 队伍人数 在岗人数 编制人数 人员数量 headcount heads"},
    {Field::Vehicle, "vehicle", "车辆", false, "车辆类型 车型 交通工具 vehicles"},
    {Field::PostPhone, "post_phone", "值班电话", false,
     "岗位电话 固定电话 座机 办公电话 电话 联系电话 posttelephone telephone phone"},
    {Field::DeputyPost, "deputy_post", "替补岗位", false, "替补岗 备岗 副岗 候补岗位 deputy"},
    {Field::DeputyPhone, "deputy_phone", "替补电话", false, "替补岗电话 备岗电话 副岗电话 deputytelephone"},
    {Field::Shifts, "shifts", "班次", false,
     "值班班次 值班时间 排班 值班安排 班次安排 勤务时间 roster dutyroster shift"},
    {Field::StateReason, "state_reason", "停用原因", false, "停勤原因 不可用原因 原因 reason"},
    {Field::Place, "place", "地点", false,
     "事发地点 发生地点 事件地点 现场地点 地址 项目名称 工程名称 location"},
    {Field::SourceWord, "source", "来源", false, "报告渠道 渠道 来源渠道 信息来源 接报渠道 报送渠道 channel"},
    {Field::Employers, "employers", "用人单位数", false, "涉及单位数 涉事单位数 单位数 涉及企业数"},
    {Field::Began, "began", "开始时间", false, "发生时间 事发时间 起始时间 begin start began"},
    {Field::Reported, "reported", "报告时间", false, "接报时间 上报时间 报送时间 来电时间 reportedat"},
    {Field::Extreme, "extreme", "极端行为", false, "过激行为 极端情形 extremeact"},
    {Field::Modifiers, "modifiers", "升级情形", false, "升级因素 加重情形 提级情形 modifier"},
    {Field::ValidFrom, "valid_from", "数据日期", false, "填报日期 上报日期 统计日期 截至日期 生效日期 asof"},
}};

constexpr std::array kProjectFields{Field::Id,
                                    Field::Name,
                                    Field::SupervisingUnit,
                                    Field::Township,
                                    Field::Sector,
                                    Field::Funding,
                                    Field::State,
                                    Field::Unlicensed,
                                    Field::Lon,
                                    Field::Lat,
                                    Field::Start,
                                    Field::Finish,
                                    Field::PayDay,
                                    Field::Contract,
                                    Field::Owner,
                                    Field::GeneralContractor,
                                    Field::Subcontractor,
                                    Field::RealName,
                                    Field::DedicatedAccount,
                                    Field::BankPayroll,
                                    Field::NoticeBoard,
                                    Field::PaymentGuarantee,
                                    Field::ProcessSettlement,
                                    Field::ValidFrom};
constexpr std::array kEnterpriseFields{Field::Uscc,
                                       Field::Name,
                                       Field::Credit,
                                       Field::WageDeposit,
                                       Field::WageDepositAmount,
                                       Field::LabourOfficer,
                                       Field::OfficerAssessed,
                                       Field::Project,
                                       Field::Role,
                                       Field::ValidFrom};
constexpr std::array kMonthFields{Field::Project,     Field::WageMonth, Field::Attended, Field::PaidHeads,
                                  Field::Due,         Field::Paid,      Field::Inflow,   Field::Balance,
                                  Field::LastPayroll, Field::ValidFrom};
constexpr std::array kSafeguardFields{Field::Project,           Field::Uscc,
                                      Field::SafeguardName,     Field::SafeguardStatus,
                                      Field::WageDepositAmount, Field::RealName,
                                      Field::DedicatedAccount,  Field::BankPayroll,
                                      Field::NoticeBoard,       Field::PaymentGuarantee,
                                      Field::ProcessSettlement, Field::WageDeposit,
                                      Field::LabourOfficer,     Field::OfficerAssessed,
                                      Field::ValidFrom};
constexpr std::array kComplaintFields{Field::Case,    Field::Project,     Field::Received, Field::Persons,
                                      Field::Claimed, Field::ChannelWord, Field::Closed};
constexpr std::array kOrderFields{Field::Order,    Field::Project, Field::Issued,
                                  Field::OrderDue, Field::Closed,  Field::Subject};
constexpr std::array kFeedFields{Field::Feed,       Field::Name,      Field::FeedOwner, Field::FeedType,
                                 Field::StaleHours, Field::ArrivedAt, Field::Project,   Field::ValidFrom};
constexpr std::array kUnitFields{
    Field::UnitId,    Field::Name,       Field::ShortName,  Field::Member,      Field::SupervisingUnit,
    Field::Functions, Field::Sectors,    Field::Lon,        Field::Lat,         Field::People,
    Field::Vehicle,   Field::PostPhone,  Field::DeputyPost, Field::DeputyPhone, Field::Shifts,
    Field::State,     Field::StateReason};
constexpr std::array kIncidentFields{
    Field::Case,    Field::SourceWord,      Field::Project,  Field::Place,   Field::Lon,
    Field::Lat,     Field::SupervisingUnit, Field::Sector,   Field::Persons, Field::Employers,
    Field::Claimed, Field::Began,           Field::Reported, Field::Extreme, Field::Modifiers};
constexpr std::array kProjectNeeds{Field::Id, Field::Name, Field::Lon, Field::Lat};
constexpr std::array kEnterpriseNeeds{Field::Uscc, Field::Name};
constexpr std::array kMonthNeeds{Field::Project, Field::WageMonth};
constexpr std::array<Field, 0>
    kSafeguardNeeds{};  // a project or an enterprise: judged by the columns that are there
constexpr std::array kComplaintNeeds{Field::Case, Field::Project, Field::Received, Field::Persons};
constexpr std::array kOrderNeeds{Field::Order, Field::Project, Field::Issued, Field::OrderDue};
constexpr std::array kFeedNeeds{Field::Feed, Field::Name, Field::FeedOwner, Field::FeedType,
                                Field::StaleHours};
constexpr std::array kUnitNeeds{Field::UnitId, Field::Name, Field::Functions, Field::Lon, Field::Lat};
constexpr std::array kIncidentNeeds{Field::Case, Field::Persons};

struct Kind {
  IntakeKind kind;
  std::string_view code, word, zh;
  std::span<const Field> fields, needs;
};
constexpr std::array<Kind, kIntakeKinds> kKinds{
    {{IntakeKind::Projects, "projects", "projects", "项目", kProjectFields, kProjectNeeds},
     {IntakeKind::Enterprises, "enterprises", "enterprises", "企业", kEnterpriseFields, kEnterpriseNeeds},
     {IntakeKind::ProjectMonths, "project_months", "project-months", "项目月度工资", kMonthFields,
      kMonthNeeds},
     {IntakeKind::Safeguards, "safeguards", "safeguards", "保障制度", kSafeguardFields, kSafeguardNeeds},
     {IntakeKind::Complaints, "complaints", "complaints", "投诉举报", kComplaintFields, kComplaintNeeds},
     {IntakeKind::Orders, "orders", "orders", "责令整改", kOrderFields, kOrderNeeds},
     {IntakeKind::Feeds, "feeds", "feeds", "数据源", kFeedFields, kFeedNeeds},
     {IntakeKind::ResponseUnits, "response_units", "units", "处置力量", kUnitFields, kUnitNeeds},
     {IntakeKind::Incidents, "incidents", "incidents", "突发事件", kIncidentFields, kIncidentNeeds}}};

const Kind& kind_of(IntakeKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

constexpr bool in_order() {
  for (int i = 0; i < kFields; ++i)
    if (static_cast<int>(kFieldTable[static_cast<std::size_t>(i)].field) != i) return false;
  return true;
}
static_assert(in_order(), "the table follows the enumeration");

}  // namespace

std::string_view code(IntakeKind kind) { return kind_of(kind).code; }
std::string_view name_zh(IntakeKind kind) { return kind_of(kind).zh; }

std::optional<IntakeKind> parse_intake_kind(std::string_view word) {
  std::string with_underscores(word);
  std::ranges::replace(with_underscores, '-', '_');
  for (const Kind& kind : kKinds)
    if (word == kind.word || with_underscores == kind.code) return kind.kind;
  return std::nullopt;
}

std::string intake_kinds(std::string_view between) {
  std::string out;
  for (const Kind& kind : kKinds) {
    if (!out.empty()) out += between;
    out += kind.word;
  }
  return out;
}

std::string_view code(Field field) { return kind_of(field).code; }
std::string_view name_zh(Field field) { return kind_of(field).zh; }

bool is_code(Field field) {
  constexpr std::array kCodes{Field::Id,
                              Field::Uscc,
                              Field::Owner,
                              Field::GeneralContractor,
                              Field::Subcontractor,
                              Field::Project,
                              Field::Case,
                              Field::Order,
                              Field::Feed,
                              Field::UnitId};
  return std::ranges::find(kCodes, field) != kCodes.end();
}

std::optional<Field> parse_field(std::string_view word) {
  const auto found = std::ranges::find(kFieldTable, word, &FieldKind::code);
  return found == kFieldTable.end() ? std::nullopt : std::optional(found->field);
}

std::span<const Field> fields_of(IntakeKind kind) { return kind_of(kind).fields; }
std::span<const Field> needs_of(IntakeKind kind) { return kind_of(kind).needs; }
const FieldKind& kind_of(Field field) { return kFieldTable[static_cast<std::size_t>(field)]; }

}  // namespace anxin
