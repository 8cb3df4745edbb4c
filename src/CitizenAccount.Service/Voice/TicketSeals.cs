using System.Text.Json;
using CitizenAccount.Rules.Cases;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Service.Platform.Security;
using LocalizedText = CitizenAccount.Rules.LocalizedText;

namespace CitizenAccount.Service.Voice;

/// <summary>Who opens a ticket without an account, as told.</summary>
internal sealed record Applicant(string NationalId, string FullName, string Mobile, string BirthHijri);

/// <summary>Seals what a ticket says, each piece bound to its place, and makes the indexes it is found by.</summary>
internal sealed class TicketSeals(Sealing sealing)
{
    public byte[] PersonIndex(NationalId person) => sealing.Index($"ticket/person/{person.Value}");

    /// <summary>For an account whose person is not known here.</summary>
    public byte[] PersonIndex(string account) => sealing.Index($"ticket/account/{account}");

    public byte[] MobileIndex(string mobile) => sealing.Index($"ticket/mobile/{mobile}");

    public byte[] MatterIndex(string text) => sealing.Index($"ticket/matter/{CaseText.MatterOf(text)}");

    public byte[] Seal(Guid ticket, Applicant applicant) =>
        sealing.Seal(JsonSerializer.SerializeToUtf8Bytes(applicant), PlaceOf(ticket, "applicant"));

    /// <summary>Who opened it without an account; null with one.</summary>
    public Applicant? ApplicantOf(TicketRow row) => row.ApplicantSealed is { } content
        ? JsonSerializer.Deserialize<Applicant>(sealing.OpenBytes(content, PlaceOf(row.Id, "applicant")))
        : null;

    public byte[] SealText(Guid ticket, string text) => sealing.Seal(text, PlaceOf(ticket, "text"));

    public string TextOf(TicketRow row) => sealing.Open(row.TextSealed, PlaceOf(row.Id, "text"));

    public byte[] SealResolution(Guid ticket, LocalizedText text) =>
        sealing.Seal(JsonSerializer.SerializeToUtf8Bytes(text), PlaceOf(ticket, "resolution"));

    public LocalizedText? ResolutionOf(TicketRow row) => row.ResolutionSealed is { } content
        ? JsonSerializer.Deserialize<LocalizedText>(sealing.OpenBytes(content, PlaceOf(row.Id, "resolution")))
        : null;

    public byte[] SealEntry(Guid ticket, int number, string text) =>
        sealing.Seal(text, PlaceOf(ticket, $"entry/{number}"));

    public string TextOf(TicketEntryRow row) => row.TextSealed is { } content
        ? sealing.Open(content, PlaceOf(row.TicketId, $"entry/{row.Number}"))
        : "";

    public byte[] SealFile(Guid ticket, int entry, int position, ReadOnlySpan<byte> content) =>
        sealing.Seal(content, PlaceOf(ticket, $"file/{entry}/{position}"));

    public byte[] SealFileName(Guid ticket, int entry, int position, string name) =>
        sealing.Seal(name, PlaceOf(ticket, $"name/{entry}/{position}"));

    public string FileNameOf(Guid ticket, int entry, int position, byte[] name) =>
        sealing.Open(name, PlaceOf(ticket, $"name/{entry}/{position}"));

    public byte[] ContentOf(TicketAttachmentRow row) =>
        sealing.OpenBytes(row.ContentSealed, PlaceOf(row.TicketId, $"file/{row.Entry}/{row.Position}"));

    private static string PlaceOf(Guid ticket, string what) => $"ticket/{ticket:D}/{what}";
}
