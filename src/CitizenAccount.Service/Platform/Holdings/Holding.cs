using System.Linq.Expressions;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Platform.Holdings;

/// <summary>The person whose data are wanted, by every name rows know one by.</summary>
/// <param name="Account">The account.</param>
/// <param name="Household">The household the person is main beneficiary of.</param>
/// <param name="NationalId">National ID, for rows that know only its keyed hash.</param>
/// <param name="MemberOf">The household that lists the person as dependant, and which member; null when none
/// does.</param>
internal sealed record HeldPerson(
    AccountId Account, HouseholdId Household, NationalId NationalId, (HouseholdId Household, int Member)? MemberOf)
{
    /// <summary>The same; a household that is nobody's when none does.</summary>
    public (HouseholdId Household, int Member) Listed => MemberOf ?? (default, -1);
}

/// <summary>A table that holds nothing on a person that is kept, or nothing that is not held elsewhere as well. Every
/// other table states a <see cref="Holding"/>.</summary>
/// <param name="because">Why.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NothingHeldAttribute(string because) : Attribute
{
    public string Because { get; } = because;
}

/// <summary>A file of a person, beside the row that describes it.</summary>
/// <param name="Name">Its name in the export.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record HeldFile(string Name, byte[] Content);

/// <summary>What one table holds on a person: how its rows are found and what is sealed in them. Registered by the
/// room the table is of.</summary>
internal abstract class Holding
{
    private readonly Dictionary<string, Func<object, HeldPerson, object?>> _opened = new(StringComparer.Ordinal);
    private readonly HashSet<string> _left = new(StringComparer.Ordinal);

    /// <summary>The table's row.</summary>
    public abstract Type Row { get; }

    /// <summary>Columns whose content is opened, and how.</summary>
    public IReadOnlyDictionary<string, Func<object, HeldPerson, object?>> Opened => _opened;

    /// <summary>Columns left out: keyed hashes and what secrets are checked with tell a person nothing.</summary>
    public IReadOnlySet<string> Left => _left;

    /// <summary>The rows about a person.</summary>
    public abstract IAsyncEnumerable<object> RowsOf(ServiceDb db, HeldPerson who);

    /// <summary>The file of a row; null where there is none.</summary>
    public virtual Task<HeldFile?> FileOfAsync(object row, CancellationToken stop) =>
        Task.FromResult<HeldFile?>(null);

    /// <summary>Rows found by a query.</summary>
    public static Holding<T> Of<T>(Func<ServiceDb, HeldPerson, IQueryable<T>> rows)
        where T : class => new(rows);

    protected void Opens(string column, Func<object, HeldPerson, object?> open) => _opened.Add(column, open);

    protected void Leaves(string column) => _left.Add(column);
}

/// <inheritdoc />
internal sealed class Holding<T>(Func<ServiceDb, HeldPerson, IQueryable<T>> rows) : Holding
    where T : class
{
    private Func<T, CancellationToken, Task<HeldFile?>>? _file;

    public override Type Row => typeof(T);

    public override IAsyncEnumerable<object> RowsOf(ServiceDb db, HeldPerson who) =>
        rows(db, who).AsNoTracking().AsAsyncEnumerable();

    /// <summary>States how a column is read that is sealed, or of a form of its own.</summary>
    public Holding<T> Opening(Expression<Func<T, byte[]?>> column, Func<T, object?> open) =>
        Opening(column, (row, _) => open(row));

    /// <summary>States how a column is read of which a dependant is told a part.</summary>
    public Holding<T> Opening(Expression<Func<T, byte[]?>> column, Func<T, HeldPerson, object?> open)
    {
        Opens(NameOf(column), (row, who) => open((T)row, who));
        return this;
    }

    /// <summary>States the file that goes with a row.</summary>
    public Holding<T> WithFile(Func<T, CancellationToken, Task<HeldFile?>> file)
    {
        _file = file;
        return this;
    }

    public override Task<HeldFile?> FileOfAsync(object row, CancellationToken stop) =>
        _file is null ? base.FileOfAsync(row, stop) : _file((T)row, stop);

    /// <summary>Leaves a column out.</summary>
    public Holding<T> Leaving(Expression<Func<T, object?>> column)
    {
        Leaves(NameOf(column));
        return this;
    }

    private static string NameOf(LambdaExpression column) =>
        ((column.Body as MemberExpression) ?? (MemberExpression)((UnaryExpression)column.Body).Operand).Member.Name;
}
