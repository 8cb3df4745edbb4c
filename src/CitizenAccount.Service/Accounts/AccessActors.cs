using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using LocalizedText = CitizenAccount.Rules.LocalizedText;

namespace CitizenAccount.Service.Accounts;

/// <summary>Who looked, in words. Staff are named by what they are, never by who they are; a partner by its name; the
/// person as "you".</summary>
internal static class AccessActors
{
    // A caller may hold several roles: the one acted in is the most telling of them.
    private static readonly Role[] MostTelling =
    [
        Role.Partner, Role.Supervisor, Role.CaseWorker, Role.Agent, Role.Releaser, Role.Approver, Role.Operator,
        Role.Citizen,
    ];

    /// <summary>The role a look was made in.</summary>
    public static Role RoleOf(AccessLook look)
    {
        var held = look.Roles.Split(',');
        return Array.Find(MostTelling, role => held.Contains(role.ToString()));
    }

    /// <summary>Who looked, as the owner of an account reads it.</summary>
    public static LocalizedText WordsOf(AccessLook look, AccountId account) => RoleOf(look) switch
    {
        Role.Citizen when look.Actor == account.Name => new("أنت", "You"),
        Role.Citizen => new("شخص آخر سجّل الدخول بحسابه", "Another person, signed in"),
        Role.Agent => new("موظف مركز الاتصال", "Contact centre"),
        Role.CaseWorker => new("موظف معالجة الحالات", "Case worker"),
        Role.Supervisor => new("مشرف", "Supervisor"),
        Role.Operator => new("مشغّل الدورة الشهرية", "Operator of the monthly cycle"),
        Role.Approver => new("معتمِد", "Approver"),
        Role.Releaser => new("مُصدر الدفعات", "Releaser of payments"),
        Role.Partner => new($"جهة حكومية: \u2066{look.Actor}\u2069", $"Government body: {look.Actor}"),
        Role.Unspecified => new("شخص لم يسجّل الدخول", "Somebody not signed in"),
    };
}
