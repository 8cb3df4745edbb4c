using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Platform.Calls;
using Grpc.Core;

namespace CitizenAccount.Service.Partners;

/// <summary>A person a partner asks about.</summary>
/// <param name="NationalId">Who; never logged, never answered.</param>
/// <param name="Reference">The partner's own reference.</param>
internal readonly record struct AskedPerson(NationalId NationalId, string Reference);

/// <summary>Finds whom a partner asks about, once it is clear that it may ask; each household touched goes on record.
/// </summary>
internal sealed class PersonsAsked(
    PartnerAgreements agreements, ApplicationsApi applications, AccountsApi accounts)
{
    private const int ReferenceMax = 64;

    public static AskedPerson Read(PersonQuery? person, RequestCheck check, string field)
    {
        if (!check.That(person is not null, field, "الشخص مطلوب.", "A person is needed."))
        {
            return default;
        }

        check.That(
            person!.PersonReference.Length <= ReferenceMax && !person.PersonReference.Any(char.IsControl),
            $"{field}.person_reference",
            $"المرجع حتى \u2066{ReferenceMax}\u2069 حرفًا دون رموز تحكّم.",
            $"At most {ReferenceMax} characters without control characters.");
        return new AskedPerson(
            check.ReadNationalId(person.NationalId, $"{field}.national_id"), person.PersonReference);
    }

    /// <summary>Where each person counts today.</summary>
    /// <exception cref="RefusalException">PURPOSE_REQUIRED, LEGAL_BASIS_REFUSED.</exception>
    public async Task<IReadOnlyDictionary<NationalId, CountedPerson>> FindAsync(
        IReadOnlyList<AskedPerson> persons, Purpose? purpose, ServerCallContext context)
    {
        agreements.Require(purpose, context);
        var found = await applications.FindCountedAsync(
            [.. persons.Select(person => person.NationalId)], context.CancellationToken);
        context.State().TouchAll([.. found.Values.Select(person => person.Household).Distinct()], purpose);
        return found;
    }

    /// <summary>Whether the programme knows a person whom no household counts.</summary>
    public async Task<bool> IsKnownAsync(NationalId person, CancellationToken stop) =>
        await accounts.FindByNationalIdAsync(person, stop) is not null;
}
