using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf.WellKnownTypes;
using Contract = CitizenAccount.Contracts.Account.V1;
using Kind = CitizenAccount.Contracts.Account.V1.ApplicationEventKind;
using Text = CitizenAccount.Rules.LocalizedText;

namespace CitizenAccount.Service.Applications;

/// <summary>Events of an application on the wire.</summary>
internal static class EventWire
{
    public static Contract.ApplicationEvent ToWire(ApplicationEventRow row, EventDetail? detail) => new()
    {
        Name = $"{row.HouseholdId.Name}/applicationEvents/{row.Number}",
        Kind = (Kind)row.Kind,
        Text = TextOf((Kind)row.Kind, detail?.Cause ?? "").ToWire(),
        Member = row.Member == 0 ? "" : MemberName.Of(row.HouseholdId, row.Member),
        LifeEvent = detail?.Life is { } life ? MemberWire.ToWire(life) : null,
        EffectiveDate = row.Day.ToWire(),
        RecordedTime = Timestamp.FromDateTime(row.RecordedAt),
        Serves = row.ServedMonth is null
            ? null
            : ApplicationWire.ToWire(Served.By(Moment.Of(row.RecordedAt).Now)),
        By = (Role)row.Role,
        Channel = (Channel)row.Channel,
    };

    private static Text TextOf(Kind kind, string cause) => kind switch
    {
        Kind.Withdrawn when cause.Length > 0 => new($"سُحب الطلب: {cause}", $"The application was withdrawn: {cause}"),
        Kind.Created => new("بدأ الطلب.", "The application was begun."),
        Kind.Updated => new("تغيّرت بيانات الأسرة.", "Household data changed."),
        Kind.MemberAdded => new("أُضيف فرد.", "A member was added."),
        Kind.MemberUpdated => new("تغيّرت بيانات فرد.", "Data of a member changed."),
        Kind.MemberRemoved => new("حُذف فرد.", "A member was removed."),
        Kind.BankAccountChanged => new("تغيّر الحساب البنكي.", "The bank account changed."),
        Kind.DocumentAdded => new("أُرفق مستند.", "A document was uploaded."),
        Kind.DocumentRead => new("اطُّلع على مستند.", "A document was read."),
        Kind.Submitted => new("قُدّم الطلب.", "The application was submitted."),
        Kind.Reapplied => new("أُعيد التقديم.", "The household re-applied."),
        Kind.Withdrawn => new("سُحب الطلب.", "The application was withdrawn."),
        Kind.NoticeGiven => new("وُجّه إشعار إلى الأسرة.", "A notice was given."),
        Kind.Verified => new("أجابت جهة رسمية.", "An official source answered."),
        Kind.Stopped => new("أُوقف الدعم.", "Support was stopped."),
        Kind.Unspecified => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
