using CitizenAccount.Rules.Households;
using CitizenAccount.Service.Platform.Outbox;
using ApplicationEventKind = CitizenAccount.Contracts.Account.V1.ApplicationEventKind;
using ApplicationState = CitizenAccount.Contracts.Account.V1.ApplicationState;

namespace CitizenAccount.Service.Applications;

/// <summary>New values of household data; only those named by <paramref name="Paths"/> are taken.</summary>
internal sealed record HouseholdValues(
    IReadOnlySet<string> Paths, HouseholdKind Kind, MarriedWomanCase MarriedWomanCase, DeclaredAddress Address,
    DeclaredHousing Housing);

/// <summary>Changes of household data.</summary>
internal static class HouseholdChanges
{
    /// <summary>The paths a mask may name.</summary>
    public static readonly IReadOnlySet<string> Paths = new SortedSet<string>(StringComparer.Ordinal)
    {
        "kind", "married_woman_case",
        "address", "address.short_address", "address.building_number", "address.street", "address.district",
        "address.city", "address.postal_code", "address.additional_number",
        "housing", "housing.kind", "housing.proof", "housing.lease_number", "housing.meter_number",
        "housing.document", "housing.valid_until_date",
    };

    /// <summary>Takes the named values. What the declaration covers waits for the next one; the rest holds at once.
    /// </summary>
    public static Ruling Update(Application application, HouseholdValues values, Moment at)
    {
        if (application.ClosedAt is not null)
        {
            return Refuse.State(ApplicationState.Withdrawn);
        }

        var after = application with
        {
            Kind = Takes("kind") ? values.Kind : application.Kind,
            MarriedWomanCase = Takes("married_woman_case") ? values.MarriedWomanCase : application.MarriedWomanCase,
            Address = Patch(application.Address, values),
            Housing = Patch(application.Housing, values),
        };
        if (after == application)
        {
            return new Change(application);
        }

        var held = application with { Address = after.Address, Housing = after.Housing } != application;
        after = after with
        {
            State = StateAfter(after),
            ConfirmedAt = at.Utc,
            DataAt = held && application.IsExamined ? at.Utc : application.DataAt,
        };
        return new Change(
            Notices.WithoutMet(after, at), new Happening(ApplicationEventKind.Updated, at.Today))
            .Telling(MessageKind.DataChanged);

        bool Takes(string path) => values.Paths.Contains(path);
    }

    private static StoredState StateAfter(Application after) => after switch
    {
        { IsExamined: false } => after.State,
        _ when after.Examined == new ExaminedTerms(after.Kind, after.MarriedWomanCase) => StoredState.Submitted,
        _ => StoredState.Changed,
    };

    private static DeclaredAddress? Patch(DeclaredAddress? before, HouseholdValues values)
    {
        var (old, given) = (before ?? DeclaredAddress.Empty, values.Address);
        var patched = new DeclaredAddress(
            Takes("short_address") ? given.Short : old.Short,
            Takes("building_number") ? given.Building : old.Building,
            Takes("street") ? given.Street : old.Street,
            Takes("district") ? given.District : old.District,
            Takes("city") ? given.City : old.City,
            Takes("postal_code") ? given.PostalCode : old.PostalCode,
            Takes("additional_number") ? given.Additional : old.Additional);
        return patched == old ? before : patched;

        bool Takes(string part) => values.Paths.Contains("address") || values.Paths.Contains($"address.{part}");
    }

    private static DeclaredHousing? Patch(DeclaredHousing? before, HouseholdValues values)
    {
        var (old, given) = (before ?? DeclaredHousing.Empty, values.Housing);
        var patched = old with
        {
            Kind = Takes("kind") ? given.Kind : old.Kind,
            Proof = Takes("proof") ? given.Proof : old.Proof,
            LeaseNumber = Takes("lease_number") ? given.LeaseNumber : old.LeaseNumber,
            MeterNumber = Takes("meter_number") ? given.MeterNumber : old.MeterNumber,
            Document = Takes("document") ? given.Document : old.Document,
            ValidUntil = Takes("valid_until_date") ? given.ValidUntil : old.ValidUntil,
        };
        if (patched == old)
        {
            return before;
        }

        // What the source answered was about the old proof; how the household lives is no part of that.
        return patched with { Kind = old.Kind } == old ? patched : patched with { Answer = null };

        bool Takes(string part) => values.Paths.Contains("housing") || values.Paths.Contains($"housing.{part}");
    }
}
