using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf.WellKnownTypes;
using Contract = CitizenAccount.Contracts.Account.V1;

namespace CitizenAccount.Service.Applications.Documents;

/// <summary>Documents as the contract has them.</summary>
internal sealed class DocumentWire(DocumentSeals seals)
{
    public Document ToWire(DocumentRow row)
    {
        var description = seals.Open(row);
        return new Document
        {
            Name = new DocumentName(row.HouseholdId, row.Id).Text,
            Kind = row.Kind,
            Member = DocumentMember.NameOf(row.HouseholdId, row.Member),
            FileName = description.FileName,
            Format = row.Format,
            SizeBytes = row.SizeBytes,
            ContentSha256 = Convert.ToHexStringLower(description.Sha256),
            State = row.State,
            Scan = row.Scan,
            Refusal = row.State == DocumentState.Refused ? seals.OpenRefusal(row)?.ToWire() : null,
            UploadedTime = Timestamp.FromDateTime(row.UploadedAt),
        };
    }

    public static Contract.RequiredDocument ToWire(RequiredDocument required, HouseholdId household)
    {
        var wire = new Contract.RequiredDocument
        {
            Kind = required.Kind,
            Member = DocumentMember.NameOf(household, required.Member),
            Cause = required.Cause.ToWire(),
            SatisfiedBy = required.SatisfiedBy is { } id ? new DocumentName(household, id).Text : "",
            CheckedByItself = required.CheckedByItself,
        };
        wire.Alternatives.Add(required.Alternatives);
        return wire;
    }
}
