using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Rules.Risk;
using CitizenAccount.Service.Platform.Calls;
using Signal = CitizenAccount.Contracts.Eligibility.V1.RiskSignal;

namespace CitizenAccount.Service.Eligibility.Risk;

/// <summary>Signals on the wire, in words.</summary>
internal static class RiskWire
{
    public static HouseholdRisk ToWire(RiskRow row)
    {
        var risk = new HouseholdRisk
        {
            Household = row.HouseholdId.Name,
            Score = row.Score,
            Entitlement = Wire.ToMoney(row.Amount),
        };
        risk.Signals.Add(RiskBytes.Read(row.Signals).OrderByDescending(one => one.Points).Select(one => new Signal
        {
            Kind = KindOf(one.Kind),
            Points = one.Points,
            Text = RiskTexts.Of(one).ToWire(),
        }));
        return risk;
    }

    public static RiskSignalKind KindOf(RiskKind kind) => kind switch
    {
        RiskKind.IncomeFell => RiskSignalKind.IncomeFell,
        RiskKind.MembersAdded => RiskSignalKind.MembersAdded,
        RiskKind.IndependenceNew => RiskSignalKind.IndependenceNew,
        RiskKind.AssetsFell => RiskSignalKind.AssetsFell,
        RiskKind.SharedAccount => RiskSignalKind.SharedAccount,
        RiskKind.SharedAddress => RiskSignalKind.SharedAddress,
        RiskKind.IncomeFarBelowPeers => RiskSignalKind.IncomeFarBelowPeers,
        RiskKind.AssetsAgainstIncome => RiskSignalKind.AssetsAgainstIncome,
    };
}
