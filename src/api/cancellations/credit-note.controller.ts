import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiProduces,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import type { Locale } from '../../domain/explain/wording';
import type { KeyIdentity } from '../../ports/api-key-store';
import { Caller, Does } from '../access/access.guard';
import { AskedLocale } from '../locale';
import { ApiProblems } from '../openapi/api-problems';
import { creditNoteParams, creditNotes, pdfQuery, type CreditNotesBody, type PdfQuery } from './credit-note.schemas';
import { CreditNoteService } from './credit-note.service';

@ApiTags('cancellations')
@ApiBearerAuth()
@ApiParam({ name: 'cancellationId', schema: { type: 'string' } })
@Controller('v1/cancellations/:cancellationId')
export class CreditNoteController {
  constructor(private readonly notes: CreditNoteService) {}

  @Get('credit-note')
  @Does('readCreditNote')
  @ApiOperation({
    operationId: 'getCreditNote',
    summary: 'Reads the credit note, and its corrections',
    description:
      'Issued when the cancellation closes, where money that was taken comes back. Never changed afterwards.',
  })
  @ApiOkResponse({ standardSchema: creditNotes })
  @ApiProblems('CANCELLATION_NOT_FOUND', 'CREDIT_NOTE_NOT_FOUND')
  read(
    @Caller() caller: KeyIdentity,
    @Param({ schema: creditNoteParams }) { cancellationId }: { cancellationId: string },
  ): Promise<CreditNotesBody> {
    return this.notes.read(caller, cancellationId);
  }

  @Get('credit-note.pdf')
  @Does('readCreditNote')
  @ApiOperation({ operationId: 'getCreditNotePdf', summary: 'The credit note, or a correction of it, as a PDF' })
  @ApiHeader({ name: 'Accept-Language', required: false, description: 'en or zh' })
  @ApiQuery({
    name: 'number',
    required: false,
    schema: { type: 'string' },
    description: 'Which one; left out: the note',
  })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @ApiProblems('CANCELLATION_NOT_FOUND', 'CREDIT_NOTE_NOT_FOUND')
  async print(
    @Caller() caller: KeyIdentity,
    @Param({ schema: creditNoteParams }) { cancellationId }: { cancellationId: string },
    @Query({ schema: pdfQuery }) { number }: PdfQuery,
    @AskedLocale() locale: Locale,
  ): Promise<StreamableFile> {
    const { file, name } = await this.notes.print(caller, { cancellationId, locale, number });
    const disposition = `inline; filename="${name}.pdf"`;
    return new StreamableFile(file, { type: 'application/pdf', disposition, length: file.length });
  }
}
