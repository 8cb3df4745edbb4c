namespace CitizenAccount.Service.Kernel;

/// <summary>How far published decisions were seen: both numbers only grow.</summary>
/// <param name="Publication">Order of the newest published month; 0 is none.</param>
/// <param name="Redecision">Order of the newest decision that replaced another; 0 is none.</param>
internal readonly record struct DecisionMark(int Publication, long Redecision)
{
    /// <summary>Whether everything the other has seen is seen here.</summary>
    public bool Covers(DecisionMark other) => Publication >= other.Publication && Redecision >= other.Redecision;
}
