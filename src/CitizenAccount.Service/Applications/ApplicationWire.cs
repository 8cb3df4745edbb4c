using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf.WellKnownTypes;
using Contract = CitizenAccount.Contracts.Account.V1;
using ContractText = CitizenAccount.Contracts.Type.V1.LocalizedText;

namespace CitizenAccount.Service.Applications;

/// <summary>Who looks at an application: whose incomes are shown.</summary>
/// <param name="Member">Position of the dependant who looks; 0 is the main beneficiary or staff, who see all.</param>
internal readonly record struct Viewer(int Member)
{
    public bool SeesIncomesOf(HouseholdMember member) => Member == 0 || Member == member.Position;
}

/// <summary>Applications on the wire.</summary>
internal static class ApplicationWire
{
    public static Contract.Application ToWire(
        ReadApplication read, HouseholdStanding standing, Viewer viewer, DateTimeOffset now)
    {
        var (application, household) = (read.Application, read.Household);
        var wire = new Contract.Application
        {
            Name = $"{household.Name}/application",
            Household = household.Name,
            State = StateRule.Of(application, standing),
            Kind = (BeneficiaryKind)(int)application.Kind,
            MarriedWomanCase = (Contract.MarriedWomanCase)(int)application.MarriedWomanCase,
            Address = application.Address is { } address ? ToWire(address) : null,
            Housing = application.Housing is { } housing ? ToWire(housing, household) : null,
            BankAccount = ToBankAccount(application, now),
            Declaration = application is { DeclarationVersion: { } version, SubmittedAt: { } at }
                ? new Contract.Declaration { Version = version, DeclaredTime = Timestamp.FromDateTime(at) }
                : null,
            SubmittedTime = application.SubmittedAt is { } submitted ? Timestamp.FromDateTime(submitted) : null,
            Serves = application.DataAt is { } dataAt ? ToWire(Served.By(Moment.Of(dataAt).Now)) : null,
            Revision = read.Revision,
            Etag = read.Etag,
        };
        var today = Riyadh.DateOf(now);
        wire.Members.Add(application.Members.Select(
            member => MemberWire.ToWire(member, household, viewer.SeesIncomesOf(member), today)));
        wire.Notices.Add(application.Notices
            .Where(notice => viewer.Member == 0 || viewer.Member == notice.Member || notice.Member == 0)
            .Select(notice => ToWire(notice, household)));
        return wire;
    }

    public static Contract.ServedCycle ToWire(Served served) => new()
    {
        Cycle = $"cycles/{served.Cycle.Month}",
        CycleNumber = served.Cycle.Number,
        BenefitMonth = served.Cycle.Month.ToWire(),
        AfterCutOff = served.AfterCutOff,
        CutOffTime = Timestamp.FromDateTimeOffset(served.CutOff),
        Text = served.Text.ToWire(),
    };

    private static Contract.NationalAddress ToWire(DeclaredAddress address) => new()
    {
        ShortAddress = address.Short,
        BuildingNumber = address.Building,
        Street = address.Street,
        District = address.District,
        City = address.City,
        PostalCode = address.PostalCode,
        AdditionalNumber = address.Additional,
    };

    private static Contract.Housing ToWire(DeclaredHousing housing, HouseholdId household) => new()
    {
        Kind = (Contract.HousingKind)housing.Kind,
        Proof = (Contract.HousingProof)(int)housing.Proof,
        LeaseNumber = housing.LeaseNumber,
        MeterNumber = housing.MeterNumber,
        Document = housing.Document is { } id ? $"{household.Name}/documents/{id:D}" : "",
        ValidUntilDate = housing.ValidUntil?.ToWire(),
        Verification = housing.Answer switch
        {
            null => Contract.VerificationState.Unverified,
            { Confirmed: true } => Contract.VerificationState.Confirmed,
            _ => Contract.VerificationState.Differs,
        },
    };

    private static Contract.BankAccount? ToBankAccount(Application application, DateTimeOffset now)
    {
        if (BankAccounts.InUse(application, now) is not { } inUse)
        {
            return null;
        }

        var pending = BankAccounts.Pending(application, now);
        return new Contract.BankAccount
        {
            BankCode = inUse.BankCode,
            BankName = BankName(inUse.BankCode),
            IbanEnding = inUse.Ending,
            Verification = inUse.Verification,
            Pending = pending is null ? null : new Contract.PendingBankAccount
            {
                BankCode = pending.BankCode,
                BankName = BankName(pending.BankCode),
                IbanEnding = pending.Ending,
                Verification = pending.Verification,
                Serves = ToWire(Served.By(Moment.Of(pending.At).Now)),
                ChangedTime = Timestamp.FromDateTime(pending.At),
            },
        };
    }

    // A code that the public table lacks has no name.
    private static ContractText? BankName(string code) => Bank.Find(code)?.Name.ToWire();

    private static Contract.ApplicationNotice ToWire(GivenNotice notice, HouseholdId household) => new()
    {
        Kind = (Contract.ApplicationNoticeKind)notice.Kind,
        Text = NoticeTexts.Of((Contract.ApplicationNoticeKind)notice.Kind).ToWire(),
        Member = notice.Member == 0 ? "" : MemberName.Of(household, notice.Member),
        DueDate = notice.Due.ToWire(),
        DueHijriDate = notice.Due.ToHijri(),
        GivenTime = Timestamp.FromDateTime(notice.GivenAt),
    };
}
