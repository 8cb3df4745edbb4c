using CitizenAccount.Service.Kernel;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CitizenAccount.Service.Platform.Storage;

/// <summary>Instants go in as UTC and come out marked as UTC.</summary>
internal sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
    value => value.ToUniversalTime(),
    value => DateTime.SpecifyKind(value, DateTimeKind.Utc));

/// <summary>Household ids are 16 big-endian bytes, ordered alike on both databases.</summary>
internal sealed class HouseholdIdConverter() : ValueConverter<HouseholdId, byte[]>(
    id => id.ToBytes(),
    bytes => HouseholdId.FromBytes(bytes));

/// <summary>Account ids are stored the same way.</summary>
internal sealed class AccountIdConverter() : ValueConverter<AccountId, byte[]>(
    id => id.ToBytes(),
    bytes => AccountId.FromBytes(bytes));

/// <summary>Other ids are stored the same way.</summary>
internal sealed class GuidConverter() : ValueConverter<Guid, byte[]>(
    id => id.ToByteArray(true),
    bytes => new Guid(bytes, true));
