using System.Collections.Concurrent;
using System.Reflection;

namespace CitizenAccount.Service.Platform.Audit;

/// <summary>A table whose changes leave no audit entries, because something else proves them or they only keep the
/// service going. Every other table is audited.</summary>
/// <param name="because">Why.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NotAuditedAttribute(string because) : Attribute
{
    public string Because { get; } = because;
}

/// <summary>A column of which only the fact that it was set is audited: what is kept of a password.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AuditedAsSetAttribute : Attribute;

/// <summary>A column that changes by itself, such as when something was last seen; its change alone is none.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NoChangeAttribute : Attribute;

/// <summary>What is audited, as the rows say.</summary>
internal static class AuditScope
{
    private static readonly ConcurrentDictionary<Type, bool> Covered = new();

    public static bool Covers(Type entity) =>
        Covered.GetOrAdd(entity, type => type.GetCustomAttribute<NotAuditedAttribute>() is null);

    public static bool HidesValue(MemberInfo? column) => column?.IsDefined(typeof(AuditedAsSetAttribute)) == true;

    public static bool IsChange(MemberInfo? column) => column?.IsDefined(typeof(NoChangeAttribute)) != true;
}
